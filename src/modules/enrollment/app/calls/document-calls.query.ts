import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { notFound } from '../../../../shared/domain-error.js';
import { decodeCursor, pageOf, type Page } from '../../../../shared/page.js';
import { FamilyFacade } from '../../../family/index.js';
import type { CalledFilter, CalledPupil, DocumentCall } from '../../document-calls.contracts.js';
import { DocumentCallRepository } from '../../persistence/document-call.repository.js';
import { schoolOfActor } from './school-of-actor.js';

/** Calls for documents as the office and the families see them (EN-16). */
@Injectable()
export class DocumentCallsQuery {
  constructor(
    private readonly rows: DocumentCallRepository,
    private readonly family: FamilyFacade,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, limit: number, cursor?: string): Promise<Page<DocumentCall>> {
    const rows = await this.rows.list(schoolOfActor(actor), limit + 1, pair(cursor));
    return pageOf(rows, limit, (call) => [call.createdAt.toISOString(), call.id]);
  }

  /** @throws DomainError object.not_found */
  async read(actor: Actor, id: string): Promise<DocumentCall> {
    const call = await this.rows.read(schoolOfActor(actor), id);
    if (call === null) throw notFound();
    return call;
  }

  /** Those called, by name; with `missing`, whose document is not there. @throws DomainError object.not_found */
  async called(actor: Actor, id: string, filter: CalledFilter | null, limit: number, cursor?: string): Promise<Page<CalledPupil>> {
    const { schoolId } = await this.read(actor, id);
    const rows = await this.rows.called(schoolId, id, filter, this.clock.now(), limit + 1, pair(cursor));
    return pageOf(rows, limit, ({ pupilName: { family, given }, id: called }) => [`${family} ${given}`, called]);
  }

  /** What is asked of this person's children and of themself. */
  async ofFamily(actor: Actor, limit: number, cursor?: string): Promise<Page<CalledPupil>> {
    const after = decodeCursor(cursor, 1);
    const rows = await this.rows.ofFamily(actor.personId, this.clock.now(), limit + 1, after === null ? null : String(after[0]));
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws DomainError object.not_found */
  async one(actor: Actor, id: string): Promise<CalledPupil> {
    const called = await this.rows.calledById(id, this.clock.now());
    if (called === null || !(await this.seenByFamily(actor, called))) throw notFound();
    return called;
  }

  /** The family, and the office of the school that may open documents. */
  async sees(actor: Actor, id: string): Promise<boolean> {
    const called = await this.rows.calledById(id, this.clock.now());
    if (called === null) return false;
    if (actor.schoolId === called.schoolId && await this.access.allows(actor, 'enrollment.ask_documents')) return this.access.allows(actor, 'enrollment.see_documents');
    return this.seenByFamily(actor, called);
  }

  async isOffices(actor: Actor, callId: string): Promise<boolean> {
    if (actor.schoolId === null || !(await this.access.allows(actor, 'enrollment.ask_documents'))) return false;
    return await this.rows.read(actor.schoolId, callId) !== null;
  }

  async seenByFamily(actor: Pick<Actor, 'personId'>, { pupilId }: Pick<CalledPupil, 'pupilId'>): Promise<boolean> {
    const scope = await this.family.mayView(actor, pupilId);
    return scope !== null && scope.as !== 'guest';
  }
}

function pair(cursor: string | undefined): [string, string] | null {
  const after = decodeCursor(cursor, 2);
  return after === null ? null : [String(after[0]), String(after[1])];
}
