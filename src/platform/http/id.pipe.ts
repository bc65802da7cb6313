import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { notFound } from '../../shared/domain-error.js';

/** A path parameter named `id` or `…Id` is a UUID; anything else names nothing: 404. */
@Injectable()
export class IdPipe implements PipeTransform {
  transform(value: unknown, { type, data }: ArgumentMetadata): unknown {
    if (type === 'param' && data !== undefined && (data === 'id' || data.endsWith('Id')) && !isUUID(value)) throw notFound();
    return value;
  }
}
