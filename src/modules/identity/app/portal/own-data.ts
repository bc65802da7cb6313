import { Injectable } from '@nestjs/common';
import type { Comparable } from '../../domain/portal/differences.js';
import { PeopleRepository } from '../../persistence/people.repository.js';

/** What our account says of a person, to compare a portal's data with: never shown to anybody. */
@Injectable()
export class OwnData {
  constructor(private readonly people: PeopleRepository) {}

  async of(personId: string): Promise<Comparable> {
    const [person] = await this.people.find([personId]);
    return { name: person?.name ?? null, birthDate: person?.birthDate ?? null, snils: await this.people.snils(personId) };
  }
}
