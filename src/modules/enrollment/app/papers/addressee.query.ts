import { Injectable } from '@nestjs/common';
import { briefName } from '../../../../shared/identifiers/index.js';
import { IdentityFacade } from '../../../identity/index.js';
import { type School, SchoolsFacade } from '../../../schools/index.js';

/**
 * To whom a paper is addressed (EN-14): the director by name, as staff of the school have it now, else as the school's public
 * card does. In the nominative after the school, because no rule declines every name right.
 */
@Injectable()
export class Addressee {
  constructor(private readonly identity: IdentityFacade, private readonly schools: SchoolsFacade) {}

  async of({ id, shortName }: School): Promise<string> {
    const [directorId] = await this.identity.holders({ role: 'director', schoolId: id });
    const director = directorId === undefined ? null : await this.identity.person(directorId);
    const name = director === null ? (await this.schools.card(id))?.directorName ?? null : briefName(director.name);
    return name === null ? shortName : `${shortName}, ${name}`;
  }
}
