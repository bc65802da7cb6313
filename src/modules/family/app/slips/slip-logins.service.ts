import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { nameKey, displayName, type PersonName } from '../../../../shared/identifiers/index.js';
import { IdentityFacade, type PreparedTransit } from '../../../identity/index.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { type GuardianOnFile, guardiansOnFile } from '../../domain/families.js';
import { isAtLeast, OWN_ACCOUNT_AGE } from '../../domain/majority.js';
import type { Recipient } from '../../linking-codes.contracts.js';
import { LinkRepository } from '../../persistence/link.repository.js';
import { SlipGuardianRepository } from '../../persistence/slip-guardian.repository.js';

/** Logins with transit passwords, before any of them is written. */
export interface SlipLogins {
  /** By pupil. */
  readonly pupils: ReadonlyMap<string, PreparedTransit>;
  readonly guardians: readonly (GuardianOnFile & { readonly account: PreparedTransit })[];
}

export const NO_LOGINS: SlipLogins = { pupils: new Map(), guardians: [] };

/** Who gets a login on a slip (SC-10): whoever has no way in yet, each once. One nobody has used is given again with another password. */
@Injectable()
export class SlipLoginMaker {
  constructor(
    private readonly made: SlipGuardianRepository,
    private readonly links: LinkRepository,
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
  ) {}

  /** Hashes, and writes nothing: belongs outside a transaction. @param progress told which share is ready */
  async prepare(schoolId: string, found: readonly Recipient[], progress: (share: number) => Promise<void>): Promise<SlipLogins> {
    const pupils = await this.pupils(schoolId, found);
    const guardians = await this.guardians(schoolId, found.map(({ pupilId }) => pupilId));
    const wanting = [
      ...pupils.map(({ name, birthDate, personId }) => ({ name, birthDate, personId, role: 'pupil' as const })),
      ...guardians.map(({ name, personId }) => ({ name, birthDate: null, personId, role: 'guardian' as const })),
    ];
    const accounts = await this.identity.prepareTransit(wanting, (done) => progress(done / wanting.length));
    return {
      pupils: new Map(pupils.map(({ pupilId }, i) => [pupilId, accounts[i]!])),
      guardians: guardians.map((guardian, i) => ({ ...guardian, account: accounts[pupils.length + i]! })),
    };
  }

  /** @throws Error when another batch has made one of the accounts meanwhile: prepared again, it is found */
  @Transactional()
  async write(actor: Actor, schoolId: string, { pupils, guardians }: SlipLogins): Promise<void> {
    await this.identity.writeTransit(actor, schoolId, [...pupils.values(), ...guardians.map(({ account }) => account)]);
    for (const [pupilId, { personId, isNew }] of pupils) if (isNew) await this.schools.bindAccount(schoolId, pupilId, personId);
    const fresh = guardians.filter(({ account }) => account.isNew).map(({ holder, account }) => ({ holder, personId: account.personId }));
    if (!await this.made.insert(schoolId, fresh)) throw new Error(`A guardian of school ${schoolId} got a login by another batch meanwhile`);
  }

  /** From 14 (ID-14). */
  private async pupils(schoolId: string, found: readonly Recipient[]): Promise<Recipient[]> {
    const today = await this.schools.today(schoolId);
    const old = found.filter(({ birthDate }) => isAtLeast(OWN_ACCOUNT_AGE, birthDate, today));
    const unused = new Set(await this.identity.unusedTransit(old.flatMap(({ personId }) => personId ?? [])));
    return old.filter(({ personId }) => personId === null || unused.has(personId));
  }

  /** On file at the school, neither linked by that name already nor known by that phone; with the account made earlier that waits. */
  private async guardians(schoolId: string, pupilIds: readonly string[]): Promise<(GuardianOnFile & { readonly personId: string | null })[]> {
    const onFile = guardiansOnFile(await this.schools.representativesOf(schoolId, pupilIds));
    const keys = new Map(onFile.map(({ phone }) => [phone, this.identity.aliasKey(phone)!]));
    const known = await this.identity.peopleOfAliases([...new Set(keys.values())]);
    const linked = await this.linkedNames(pupilIds);
    const made = await this.made.of(schoolId, onFile.map(({ holder }) => holder));
    const unused = new Set(await this.identity.unusedTransit([...made.values()]));
    return onFile.flatMap((guardian) => {
      const personId = made.get(guardian.holder) ?? null;
      const hasWayIn = known.has(keys.get(guardian.phone)!) || guardian.pupilIds.some((pupilId) => linked.has(linkedName(pupilId, guardian.name)))
        || (personId !== null && !unused.has(personId));
      return hasWayIn ? [] : [{ ...guardian, personId }];
    });
  }

  private async linkedNames(pupilIds: readonly string[]): Promise<ReadonlySet<string>> {
    const links = await this.links.guardiansOf(pupilIds);
    const people = await this.identity.people(links.map(({ guardianId }) => guardianId));
    return new Set(links.flatMap(({ guardianId, pupilId }) => {
      const person = people.get(guardianId);
      return person === undefined ? [] : [linkedName(pupilId, person.name)];
    }));
  }
}

const linkedName = (pupilId: string, name: PersonName): string => `${pupilId}|${nameKey(displayName(name))}`;
