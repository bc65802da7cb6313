import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { fullNameKey, sameName, type PersonName } from '../../../../shared/identifiers/index.js';
import { IdentityFacade } from '../../../identity/index.js';
import { PaperApplicantsRepository } from '../../persistence/paper-applicants.repository.js';

/** The applicant as the paper says. */
export interface PaperApplicant {
  readonly name: PersonName & { readonly patronymic: string | null };
  readonly email?: string | null;
  readonly phone?: string | null;
}

/**
 * Whose account a paper application belongs to: that of whoever is known by this name with this contact, or a new one whose
 * login goes to the contact. Which of the two it was is told to nobody.
 */
@Injectable()
export class PaperApplicants {
  constructor(private readonly identity: IdentityFacade, private readonly known: PaperApplicantsRepository) {}

  /**
   * In the caller's transaction. Somebody without contacts gets an account of their own each time, unless staff say whose
   * earlier paper it is (`sameAs`).
   * @param under pointer of the object the contacts stand in
   * @throws InvalidInput naming every wrong contact
   */
  async accountOf(actor: Actor, schoolId: string, { name, ...typed }: PaperApplicant, under = '/applicant'): Promise<string> {
    if (typed.email == null && typed.phone == null) return (await this.identity.settleNewcomer(actor, { name, email: null, phone: null })).personId;
    const contacts = this.identity.readNewcomerContacts(typed, under);
    const given = [contacts.email, contacts.phone].filter((contact) => contact !== null);
    const folded = fullNameKey({ ...name, patronymic: null });
    const keys = given.map((contact) => this.known.key(folded, contact));
    await this.known.lock(schoolId, keys);
    const personId = (await this.known.find(schoolId, keys))
      ?? (await this.byProvedContact(name, given))
      ?? (await this.identity.settleNewcomer(actor, { name, ...contacts })).personId;
    await this.known.remember(schoolId, keys, personId);
    return personId;
  }

  /** Whoever an earlier paper was entered for at a mistyped contact: nobody comes in by that one any more. */
  async forget(actor: Actor, schoolId: string, personId: string): Promise<void> {
    if (await this.identity.forgetNewcomer(actor, personId)) await this.known.forget(schoolId, personId);
  }

  /** A contact alone is not enough: numbers are mistyped and change hands. */
  private async byProvedContact(name: PersonName, contacts: readonly string[]): Promise<string | null> {
    for (const contact of contacts) {
      const key = this.identity.aliasKey(contact);
      const personId = key === null ? null : await this.identity.personOfAlias(key);
      const person = personId === null ? null : await this.identity.person(personId);
      if (person !== null && sameName(person.name, name)) return person.id;
    }
    return null;
  }
}
