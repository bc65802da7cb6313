import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { sameName } from '../../../../shared/identifiers/index.js';
import { AuditFacade } from '../../../audit/index.js';
import { ConsentsFacade } from '../../../consents/index.js';
import { IdentityFacade } from '../../../identity/index.js';
import { type Pupil, SchoolsFacade } from '../../../schools/index.js';
import { isAtLeast, MAJORITY, OWN_ACCOUNT_AGE } from '../../domain/majority.js';
import type { Link, LinkReason, LinkView } from '../../family.contracts.js';
import type { CodeKind, CodePlace, LinkingCode, Redemption } from '../../linking-codes.contracts.js';
import { ChildQuery } from '../../persistence/child.query.js';
import { CourtDecisionRepository } from '../../persistence/court-decision.repository.js';
import { LinkRepository } from '../../persistence/link.repository.js';
import { LinkingCodeRepository } from '../../persistence/linking-code.repository.js';
import { ChangeLink } from '../change-link.service.js';
import { LinkChild } from '../link-child.service.js';
import { CodeTries } from './code-tries.js';

const CODE = '/code';
/** Whom the school or the grown pupil has shut out does not come back by a slip of paper. */
const SHUT_OUT: readonly (LinkReason | null)[] = ['by_school', 'by_pupil', 'of_age'];

/** Uses up a code: links a representative, or ties the pupil's own account (FA-2). Of two claimants at once one finds it used. */
@Injectable()
export class RedeemCode {
  constructor(
    private readonly tries: CodeTries,
    private readonly codes: LinkingCodeRepository,
    private readonly links: LinkRepository,
    private readonly children: ChildQuery,
    private readonly courts: CourtDecisionRepository,
    private readonly linkChild: LinkChild,
    private readonly changeLink: ChangeLink,
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly consents: ConsentsFacade,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidInput `family.code_mistyped`, `family.code_not_accepted`
   * @throws DomainError limits.too_many, `family.representative_of_age`, `family.already_linked`, `consents.text_changed`
   */
  async link(actor: Actor, redemption: Redemption): Promise<LinkView> {
    await this.refuseMinor(actor);
    await this.checkConsent(redemption);
    const code = await this.tries.take(actor, redemption.code, CODE);
    const done = await this.linkBy(actor, code, redemption);
    if ('refusal' in done) return this.tries.refuse(actor, code, done.refusal, CODE);
    await this.tries.right(actor, redemption.code);
    const viewer = { guardianId: actor.personId, pupilPersonId: null, schoolId: null, invited: [] };
    return (await this.children.links(viewer, { pupilId: null, status: null, linkId: done.linkId }, 1, null))[0]!;
  }

  /** The account becomes the pupil's: its name and birth date are those on the school's roll. @throws as `link` does */
  async bindOwnAccount(actor: Actor, typed: string): Promise<Pupil> {
    const code = await this.tries.take(actor, typed, CODE);
    const refusal = await this.bindBy(actor, code);
    if (refusal !== null) return this.tries.refuse(actor, code, refusal, CODE);
    await this.tries.right(actor, typed);
    return (await this.schools.pupil(code.schoolId, code.pupilId))!;
  }

  /** Where an open code leads; it stays open. @param pointer the field it was typed into */
  async place(actor: Actor, typed: string, pointer: string): Promise<CodePlace> {
    const { schoolId, pupilId } = await this.tries.take(actor, typed, pointer);
    await this.tries.right(actor, typed);
    return { schoolId, className: (await this.schools.pupil(schoolId, pupilId))?.schoolClass?.name ?? null };
  }

  @Transactional()
  protected async linkBy(actor: Actor, { schoolId, id }: LinkingCode, { relationship, consent }: Redemption): Promise<{ linkId: string } | { refusal: string }> {
    const at = this.clock.now();
    const code = await this.usable(schoolId, id, 'guardian', at);
    if (code === null) return { refusal: 'not_open' };
    const { pupilId } = code;
    const pupil = await this.schools.pupil(schoolId, pupilId);
    if (pupil?.personId === actor.personId) return { refusal: 'own_account' };
    await this.links.lockPair(actor.personId, pupilId);
    const last = await this.links.last(schoolId, actor.personId, pupilId);
    if (await this.isShutOut(schoolId, actor.personId, pupilId, last)) return { refusal: 'access_ended' };
    if (last?.status === 'linked') throw new DomainError('family.already_linked');

    const link = await this.linkChild.run(actor, { schoolId, guardianId: actor.personId, pupilId, kind: relationship, source: 'code' });
    // FA-7: from 18 on access waits for the pupil's word, a code or not.
    if ((await this.changeLink.majority(schoolId, pupilId)) <= at) await this.changeLink.pupilCameOfAge(schoolId, link.id);
    await this.codes.use(schoolId, id, actor.personId, link.id, at);
    await this.identity.assignRole(actor, { personId: actor.personId, role: 'guardian' });
    if (consent !== undefined) {
      await this.consents.give(actor, { subjectId: pupilId, purpose: 'child_data', version: consent.version, source: { type: 'family.link', id: link.id } });
    }
    await this.record(actor, code, { linkId: link.id });
    return { linkId: link.id };
  }

  /** @returns why not, or null when it was done */
  @Transactional()
  protected async bindBy(actor: Actor, { schoolId, id }: LinkingCode): Promise<string | null> {
    const at = this.clock.now();
    const code = await this.usable(schoolId, id, 'pupil', at);
    if (code === null) return 'not_open';
    const [pupil, person] = [await this.schools.pupil(schoolId, code.pupilId), await this.identity.person(actor.personId)];
    if (pupil === null || pupil.personId !== null) return 'account_exists';
    if (person === null || !sameName(person.name, pupil.name) || person.birthDate !== pupil.birthDate) return 'other_person';
    if (!isAtLeast(OWN_ACCOUNT_AGE, pupil.birthDate, await this.schools.today(schoolId))) return 'too_young';
    if (await this.children.isPupilOf(schoolId, actor.personId)) return 'other_pupil';
    await this.schools.bindAccount(schoolId, pupil.id, actor.personId);
    await this.identity.assignRole(actor, { personId: actor.personId, role: 'pupil', schoolId });
    await this.codes.use(schoolId, id, actor.personId, null, at);
    await this.record(actor, code, {});
    return null;
  }

  /** A court's decision keeps them away until it is lifted; others whom somebody shut out come back by a request or an invitation. */
  private async isShutOut(schoolId: string, personId: string, pupilId: string, last: Link | null): Promise<boolean> {
    if (await this.courts.bars(schoolId, personId, pupilId)) return true;
    if (last === null || last.status === 'linked') return false;
    if (last.reason === 'by_court') return (await this.courts.of(schoolId, last.id))?.liftedAt == null;
    return SHUT_OUT.includes(last.reason);
  }

  /** The code locked, while it and its school are open and it is of this kind. */
  private async usable(schoolId: string, id: string, kind: CodeKind, at: Date): Promise<LinkingCode | null> {
    const code = await this.codes.lockOpen(schoolId, id, at);
    const school = await this.schools.school(schoolId);
    return code?.kind === kind && school?.status === 'active' ? code : null;
  }

  private async refuseMinor(actor: Actor): Promise<void> {
    const birthDate = (await this.identity.person(actor.personId))?.birthDate ?? null;
    if (birthDate === null) return;
    const today = this.clock.now().toISOString().slice(0, 10);
    if (!isAtLeast(MAJORITY, birthDate, today)) throw new DomainError('family.representative_of_age');
  }

  private async checkConsent({ consent }: Redemption): Promise<void> {
    if (consent === undefined) return;
    const version = await this.consents.currentVersion('child_data');
    if (consent.version !== version) throw new DomainError('consents.text_changed', { currentVersion: version }, { currentVersion: version });
  }

  private record(actor: Actor, { id, schoolId, pupilId, kind }: LinkingCode, details: Readonly<Record<string, unknown>>): Promise<void> {
    return this.audit.record(actor, {
      operation: 'family.redeem_code', objectType: 'family.linking_code', objectId: id, schoolId, subjectId: pupilId, outcome: 'success', details: { kind, ...details },
    });
  }
}
