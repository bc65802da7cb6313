import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { type Pupil, SchoolsFacade } from '../../schools/index.js';
import { birthday, OWN_ACCOUNT_AGE } from '../domain/majority.js';
import type { ChildAccount } from '../family.contracts.js';
import { ChildAccountRepository } from '../persistence/child-account.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';

/** Accounts of pupils under 14, made and kept by a parent who may act for them, until the pupil takes them over (ID-14). */
@Injectable()
export class ChildAccountService {
  constructor(
    private readonly rows: ChildAccountRepository,
    private readonly links: LinkRepository,
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError not found for a child of others; `family.may_only_view` */
  async read(actor: Actor, pupilId: string): Promise<ChildAccount> {
    const pupil = await this.pupilOf(actor, pupilId);
    return this.stateOf(pupil);
  }

  /** @throws DomainError `family.account_exists`, `family.old_enough`; InvalidInput for the login and the password */
  @Transactional()
  async create(actor: Actor, pupilId: string, { login, password }: { login: string; password: string }): Promise<ChildAccount> {
    const pupil = await this.pupilOf(actor, pupilId);
    const { schoolId, name, birthDate } = pupil;
    if (pupil.personId !== null) throw new DomainError('family.account_exists');
    if (await this.isOldEnough(pupil)) throw new DomainError('family.old_enough');
    const { personId } = await this.identity.createChildAccount(actor, { schoolId, name, birthDate, login, password });
    await this.schools.bindAccount(schoolId, pupilId, personId);
    await this.rows.insert(schoolId, pupilId, personId, actor.personId, this.clock.now());
    await this.record(actor, 'family.create_account', schoolId, pupilId);
    return this.stateOf({ ...pupil, personId });
  }

  /** @throws DomainError `family.account_not_kept` once the pupil has taken it over, or where a parent never made it */
  async setPassword(actor: Actor, pupilId: string, wanted: string): Promise<void> {
    const { schoolId } = await this.pupilOf(actor, pupilId);
    const row = await this.rows.ofPupil(schoolId, pupilId);
    if (row === null || row.takenOverAt !== null) throw new DomainError('family.account_not_kept');
    await this.identity.setChildPassword(actor, row.personId, wanted);
    await this.record(actor, 'family.set_password', schoolId, pupilId);
  }

  /**
   * The pupil, being 14, makes the account their own: a phone of theirs is proved, and a code sent to it confirms a new password.
   * @throws DomainError `family.nothing_to_take_over`, `family.too_young`, `family.own_phone_needed`
   */
  async takeOver(actor: Actor, change: { current: string; wanted: string; code?: string }): Promise<void> {
    const row = await this.rows.ofPerson(actor.personId);
    if (row === null || row.takenOverAt !== null) throw new DomainError('family.nothing_to_take_over');
    const pupil = await this.schools.pupil(row.schoolId, row.pupilId);
    if (pupil === null || !await this.isOldEnough(pupil)) throw new DomainError('family.too_young');
    if (!await this.hasOwnPhone(actor.personId, row.pupilId)) throw new DomainError('family.own_phone_needed');
    await this.identity.changePassword(actor, change);
    await this.keep(actor, row.schoolId, row.pupilId);
  }

  /**
   * Somebody who may know the password represents the child no more (FA-7): the child's sessions end, and nobody signs in until
   * another parent sets a password, or the school issues one. An account the pupil has taken over is the pupil's.
   */
  @Transactional()
  async shut(actor: Actor, { schoolId, pupilId }: { schoolId: string; pupilId: string }): Promise<void> {
    const row = await this.rows.ofPupil(schoolId, pupilId);
    if (row !== null && row.takenOverAt === null) await this.identity.dropChildPassword(actor, row.personId);
  }

  @Transactional()
  protected async keep(actor: Actor, schoolId: string, pupilId: string): Promise<void> {
    await this.rows.takeOver(schoolId, pupilId, this.clock.now());
    await this.record(actor, 'family.take_over', schoolId, pupilId);
  }

  /** A proved phone that no representative of theirs has. */
  private async hasOwnPhone(personId: string, pupilId: string): Promise<boolean> {
    const phone = (await this.identity.person(personId))?.phone ?? null;
    if (phone === null) return false;
    const guardians = await this.identity.people((await this.links.guardiansOf([pupilId])).map((g) => g.guardianId));
    return [...guardians.values()].every((guardian) => guardian.phone !== phone);
  }

  private async pupilOf(actor: Actor, pupilId: string): Promise<Pupil> {
    const scope = await this.links.viewScope(actor.personId, pupilId, this.clock.now());
    const pupil = scope?.as === 'guardian' ? await this.schools.pupil(scope.schoolId, pupilId) : null;
    if (scope === null || pupil === null) throw notFound();
    if (!scope.canAct) throw new DomainError('family.may_only_view');
    return pupil;
  }

  private async stateOf({ schoolId, id, personId }: Pupil): Promise<ChildAccount> {
    const row = await this.rows.ofPupil(schoolId, id);
    if (personId === null) return { state: 'none', login: null, level: null };
    const level = await this.identity.accountLevel(personId, await this.schools.today(schoolId));
    if (row === null || row.takenOverAt !== null) return { state: 'own', login: null, level };
    return { state: 'kept', login: await this.identity.loginOf(personId), level };
  }

  private async isOldEnough({ schoolId, birthDate }: Pupil): Promise<boolean> {
    const school = await this.schools.school(schoolId);
    return birthday(birthDate, OWN_ACCOUNT_AGE, school!.zone) <= this.clock.now();
  }

  private record(actor: Actor, operation: string, schoolId: string, pupilId: string): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'pupil', objectId: pupilId, schoolId, subjectId: pupilId, outcome: 'success' });
  }
}
