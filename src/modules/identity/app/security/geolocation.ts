import { Injectable } from '@nestjs/common';
import type { Place } from '../../domain/unusual-sign-in.js';

/** Where an address is. A port: the program ships no location data, whoever runs it may plug some in (ID-16). */
export abstract class Geolocation {
  /** Null when it is not known. */
  abstract locate(ip: string): Promise<Place | null>;
}

@Injectable()
export class NoGeolocation extends Geolocation {
  locate(): Promise<Place | null> {
    return Promise.resolve(null);
  }
}
