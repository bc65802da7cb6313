import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { sameName } from '../../../shared/identifiers/index.js';
import { ConsentsFacade } from '../../consents/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { Claim } from '../claims.contracts.js';
import { isAtLeast, MAJORITY } from '../domain/majority.js';
import { type Candidate, matchChild } from '../domain/match-child.js';
import type { LinkReason } from '../family.contracts.js';
import { ClaimRepository } from '../persistence/claim.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { LinkChild } from './link-child.service.js';

/** Whom the school, a court or the grown pupil has shut out does not come back without the school's look. */
const SHUT_OUT: readonly (LinkReason | null)[] = ['by_school', 'by_court', 'by_pupil', 'of_age'];

/** Matches children entered by parents with the school's roll (FA-1), and makes the links. */
@Injectable()
export class CheckClaim {
  constructor(
    private readonly claims: ClaimRepository,
    private readonly links: LinkRepository,
    private readonly linkChild: LinkChild,
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly consents: ConsentsFacade,
    private readonly clock: Clock,
  ) {}

  /** @param claim confirmed, and locked by the caller's transaction. @returns id of the link it became; null: it waits */
  @Transactional()
  async run(claim: Claim): Promise<string | null> {
    const syncedAt = await this.schools.rollImportedAt(claim.schoolId);
    const match = matchChild(await this.candidates(claim), syncedAt !== null && claim.confirmedAt !== null && syncedAt >= claim.confirmedAt);
    if (match.pupilId !== null) return this.link(null, claim, match.pupilId);
    await this.claims.move(claim, null, { status: 'awaiting_confirmation', reason: match.reason, differs: match.differs }, this.clock.now());
    return null;
  }

  /** Every child that waits at the school, once more: its register is new. */
  @Transactional()
  async all(schoolId: string): Promise<void> {
    for (const id of await this.claims.waitingAt(schoolId)) {
      const claim = await this.claims.lock(schoolId, id);
      if (claim?.status === 'awaiting_confirmation') await this.run(claim);
    }
  }

  /** Link, role and consent come together. @param actor who decided; null: the match did. @returns id of the link: one that stands already stays */
  @Transactional()
  async link(actor: Actor | null, claim: Claim, pupilId: string): Promise<string> {
    const { id, schoolId, guardianId, kind, createdAt, consentVersion } = claim;
    const { hasSnils, hasInn } = await this.schools.papers(schoolId, pupilId);
    const incomplete = claim.snils === null && claim.inn === null && !hasSnils && !hasInn;
    const link = await this.linkChild.run(actor, { guardianId, pupilId, schoolId, kind, incomplete, source: 'data', asked: { id, by: guardianId, at: createdAt } });
    await this.consents.give(actor, {
      subjectId: pupilId, purpose: 'child_data', version: consentVersion, givenBy: guardianId, givenAt: createdAt, source: { type: 'family.link', id },
    });
    await this.identity.assignRole(actor, { personId: guardianId, role: 'guardian' });
    await this.claims.move(claim, actor?.personId ?? null, { status: 'linked', reason: null, linkId: link.id }, this.clock.now());
    return link.id;
  }

  private async candidates({ schoolId, guardianId, phoneIndex, ...child }: Claim): Promise<Candidate[]> {
    const person = await this.identity.person(guardianId);
    const known = (await this.schools.representedBy(schoolId, phoneIndex!)).filter(({ name }) => person !== null && sameName(name, person.name));
    const onFile = new Set(known.map(({ pupilId }) => pupilId));
    const shutOut = await this.links.endedBecause(schoolId, guardianId, SHUT_OUT);
    const today = await this.schools.today(schoolId);
    return (await this.schools.comparePupils(schoolId, child, [...onFile])).map((pupil) => ({
      ...pupil, onFile: onFile.has(pupil.pupilId), closed: shutOut.has(pupil.pupilId) || isAtLeast(MAJORITY, pupil.born, today),
    }));
  }
}
