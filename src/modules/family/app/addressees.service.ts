import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../shared/domain-error.js';
import { type PersonName, sameName } from '../../../shared/identifiers/index.js';
import { IdentityFacade } from '../../identity/index.js';

/** Somebody named by what their account is found by and by their name. An account need not be there yet. */
export interface Addressee {
  readonly aliasKey: string;
  readonly name: PersonName;
}

/**
 * Tells whom something was addressed to without telling the sender whether there is such an account: both the identifier
 * and the name must be the account's, so that a mistyped number reaches nobody.
 */
@Injectable()
export class Addressees {
  constructor(private readonly identity: IdentityFacade) {}

  /** @throws InvalidInput at `/identifier` for what no account can be found by */
  read(identifier: string, name: PersonName): Addressee {
    const aliasKey = this.identity.aliasKey(identifier);
    if (aliasKey === null) throw new InvalidInput([{ pointer: '/identifier', code: 'family.identifier' }]);
    return { aliasKey, name };
  }

  /** Those of the things that are addressed to this person. */
  async ofPerson<T extends Addressee>(personId: string, things: readonly T[]): Promise<T[]> {
    if (things.length === 0) return [];
    const [person, keys] = [await this.identity.person(personId), await this.identity.aliasKeysOf(personId)];
    return person === null ? [] : things.filter(({ aliasKey, name }) => keys.includes(aliasKey) && sameName(name, person.name));
  }

  /** Whose it is; null: there is no such account. Not for the sender's eyes. */
  async personOf({ aliasKey, name }: Addressee): Promise<string | null> {
    const id = await this.identity.personOfAlias(aliasKey);
    const person = id === null ? null : await this.identity.person(id);
    return person !== null && sameName(name, person.name) ? person.id : null;
  }
}
