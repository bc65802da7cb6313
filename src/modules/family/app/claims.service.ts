import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Due } from '../../../platform/due/index.js';
import { Limits } from '../../../platform/limits/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import { AuditFacade } from '../../audit/index.js';
import { ConsentsFacade } from '../../consents/index.js';
import { IdentityFacade, type SentCode } from '../../identity/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { Claim } from '../claims.contracts.js';
import { readChild, type TypedChild } from '../domain/child-data.js';
import { isAtLeast, MAJORITY } from '../domain/majority.js';
import type { LinkKind } from '../family.contracts.js';
import { ClaimMoved } from '../family.events.js';
import { ClaimRepository } from '../persistence/claim.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { CheckClaim } from './check-claim.service.js';
import { consentErrors, type GivenConsent } from './child-consent.js';

const DAY_MS = 24 * 3600 * 1000;
const PER_PERSON = { operation: 'family.claim', most: 10, windowMs: DAY_MS };
const PER_SCHOOL = { operation: 'family.claim_school', most: 500, windowMs: DAY_MS };
const CHECKS = { operation: 'family.recheck', most: 5, windowMs: DAY_MS };

export interface ChildOrder extends TypedChild {
  readonly schoolId: string;
  readonly kind: LinkKind;
  readonly consent: GivenConsent | undefined;
}

/** Corrections; what is missing stays. */
export type ChildCorrections = Partial<TypedChild> & { readonly kind?: LinkKind };

/** The kind of due row for a child entered and never confirmed. */
export const CLAIM_FORGOTTEN = 'family.claim_forgotten';

/** A parent adds a child by its data, confirms by an SMS code, corrects and asks for a new check (FA-1, FA-5). */
@Injectable()
export class Claims {
  constructor(
    private readonly claims: ClaimRepository,
    private readonly links: LinkRepository,
    private readonly checking: CheckClaim,
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly consents: ConsentsFacade,
    private readonly limits: Limits,
    private readonly due: Due,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * The answer is the same whatever the school's roll holds; the roll is looked at after the code.
   * @throws InvalidInput naming every wrong field; DomainError `family.child_entered`, `family.representative_of_age`, `codes.*`, `limits.too_many`
   */
  @Transactional()
  async add(actor: Actor, { schoolId, kind, consent, ...typed }: ChildOrder): Promise<{ id: string; code: SentCode }> {
    await this.refuseMinor(actor);
    const school = await this.schools.school(schoolId);
    const open = school?.status === 'active';
    const today = open ? await this.schools.today(schoolId) : this.utcToday();
    const { child, errors } = readChild(typed, today);
    if (!open) errors.push({ pointer: '/schoolId', code: 'family.school_unknown' });
    InvalidInput.throwIfAny([...errors, ...consentErrors(consent, await this.consents.currentVersion('child_data'))]);
    await this.limits.spend(PER_PERSON, actor.personId);
    await this.limits.spend(PER_SCHOOL, schoolId);
    const at = this.clock.now();
    const claim = { ...child, id: newId(at), schoolId, guardianId: actor.personId, kind, consentVersion: consent!.version, createdAt: at };
    if (!(await this.claims.insert(claim))) throw new DomainError('family.child_entered');
    await this.due.plan({ kind: CLAIM_FORGOTTEN, key: claim.id, at: new Date(at.getTime() + DAY_MS), schoolId });
    await this.record(actor, 'family.add_child', claim);
    return { id: claim.id, code: await this.identity.sendActCode(actor, claim.id) };
  }

  /** @throws DomainError not found; `family.claim_confirmed`, `codes.*` */
  async sendCode(actor: Actor, id: string): Promise<SentCode> {
    const claim = await this.mine(actor, id);
    if (claim.status !== 'unconfirmed') throw new DomainError('family.claim_confirmed');
    return this.identity.sendActCode(actor, id);
  }

  /** @returns what to show: the link, or what waits. @throws DomainError not found; `family.claim_confirmed`, `auth.too_many`. InvalidInput `codes.wrong` */
  async confirm(actor: Actor, id: string, smsCode: string): Promise<string> {
    const claim = await this.mine(actor, id);
    if (claim.status !== 'unconfirmed') throw new DomainError('family.claim_confirmed');
    await this.identity.proveActCode(actor, id, smsCode, '/smsCode');
    return this.confirmed(actor, claim);
  }

  /** @throws DomainError not found; `object.stale`, `family.child_linked`, `family.child_entered`. InvalidInput */
  @Transactional()
  async correct(actor: Actor, id: string, version: number, { kind, ...corrections }: ChildCorrections): Promise<void> {
    const read = await this.claims.own(actor.personId, id);
    if (read === null || read.status === 'linked') return this.fillIn(actor, id, version, corrections);
    const claim = await this.lock(read);
    if (claim.version !== version) throw new DomainError('object.stale');
    if (claim.status === 'linked' || claim.status === 'revoked') throw new DomainError('family.child_linked');
    const { child, errors } = readChild({ ...claim, ...corrections }, await this.schools.today(claim.schoolId));
    InvalidInput.throwIfAny(errors);
    if (!(await this.claims.correct({ ...claim, kind: kind ?? claim.kind }, child, this.clock.now()))) throw new DomainError('family.child_entered');
    await this.record(actor, 'family.correct_child', claim);
  }

  /** Five a day, so that answers cannot be searched through. @throws DomainError not found; `family.claim_unconfirmed`, `family.child_linked`, `limits.too_many` */
  async recheck(actor: Actor, id: string): Promise<void> {
    const { status } = await this.mine(actor, id);
    if (status === 'unconfirmed') throw new DomainError('family.claim_unconfirmed');
    if (status === 'linked' || status === 'revoked') throw new DomainError('family.child_linked');
    await this.limits.spend(CHECKS, id);
    await this.checkAgain(actor, id);
  }

  /** The parent takes it back. @returns false when there is none of theirs that waits */
  @Transactional()
  async withdraw(actor: Actor, id: string): Promise<boolean> {
    const own = await this.claims.own(actor.personId, id);
    const claim = own === null ? null : await this.lock(own);
    if (claim === null || claim.status === 'linked' || claim.status === 'revoked') return false;
    await this.claims.move(claim, actor.personId, { status: 'revoked', reason: 'by_guardian' }, this.clock.now());
    await this.record(actor, 'family.withdraw_child', claim);
    return true;
  }

  /** Of a child linked already the school keeps the data; SNILS or INN opens a diary that waits for one of them (FA-6). */
  private async fillIn(actor: Actor, id: string, version: number, { snils, inn, ...others }: Partial<TypedChild>): Promise<void> {
    const link = await this.links.lockOwn(actor.personId, id);
    if (link === null) throw notFound();
    const claim = link.incomplete ? await this.claims.lock(link.schoolId, link.id) : null;
    if (claim === null || Object.values(others).some((value) => value !== undefined)) throw new DomainError('family.child_linked');
    if (link.version !== version) throw new DomainError('object.stale');
    const { child, errors } = readChild({ ...claim, snils, inn }, await this.schools.today(claim.schoolId));
    InvalidInput.throwIfAny(errors.filter(({ pointer }) => pointer === '/snils' || pointer === '/inn'));
    if (child.snils === null && child.inn === null) throw new InvalidInput([{ pointer: '/snils', code: 'input.required' }]);
    await this.claims.correct(claim, child, this.clock.now());
    await this.links.complete(link.schoolId, link.id);
    await this.record(actor, 'family.correct_child', claim);
  }

  /** A day after it was entered. @returns false when it was confirmed or is gone */
  @Transactional()
  forgetUnconfirmed(schoolId: string, id: string): Promise<boolean> {
    return this.claims.forgetUnconfirmed(schoolId, id);
  }

  @Transactional()
  protected async confirmed(actor: Actor, read: Claim): Promise<string> {
    const claim = await this.lock(read);
    const phone = (await this.identity.person(actor.personId))?.phone ?? null;
    if (claim.status !== 'unconfirmed' || phone === null) throw new DomainError('family.claim_confirmed');
    const proved = { phoneIndex: this.schools.representativePhoneKey(phone), confirmedAt: this.clock.now() };
    await this.claims.move(claim, actor.personId, { status: 'awaiting_confirmation', reason: 'at_school', ...proved }, proved.confirmedAt);
    await this.record(actor, 'family.confirm_child', claim);
    await this.due.cancel(CLAIM_FORGOTTEN, claim.id);
    const linkId = await this.checking.run({ ...claim, ...proved, status: 'awaiting_confirmation', reason: 'at_school' });
    if (linkId !== null) return linkId;
    await this.outbox.publish(ClaimMoved, { claimId: claim.id, guardianId: actor.personId, schoolId: claim.schoolId, step: 'waiting' }, { schoolId: claim.schoolId });
    return claim.id;
  }

  @Transactional()
  protected async checkAgain(actor: Actor, id: string): Promise<void> {
    const claim = await this.lock(await this.mine(actor, id));
    if (claim.status !== 'awaiting_confirmation' && claim.status !== 'declined') throw new DomainError('family.child_linked');
    await this.record(actor, 'family.recheck_child', claim);
    await this.checking.run(claim);
  }

  private async mine(actor: Actor, id: string): Promise<Claim> {
    const claim = await this.claims.own(actor.personId, id);
    if (claim === null) throw notFound();
    return claim;
  }

  private async lock({ schoolId, id }: Claim): Promise<Claim> {
    return (await this.claims.lock(schoolId, id))!;
  }

  private async refuseMinor(actor: Actor): Promise<void> {
    const birthDate = (await this.identity.person(actor.personId))?.birthDate ?? null;
    if (birthDate !== null && !isAtLeast(MAJORITY, birthDate, this.utcToday())) throw new DomainError('family.representative_of_age');
  }

  private utcToday(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }

  private record(actor: Actor, operation: string, { id, schoolId }: Pick<Claim, 'id' | 'schoolId'>): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'family.link', objectId: id, schoolId, outcome: 'success' });
  }
}
