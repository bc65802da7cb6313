import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import type { Page } from '../../../../shared/page.js';
import { OverseenSchools } from '../../groups/app/overseen-schools.js';
import { Today } from '../../structure/app/today.js';
import type { Card, Inspection, Rating } from '../directory.model.js';
import { InspectionRepository } from '../persistence/inspection.repository.js';
import type { PageRequest } from '../persistence/keyset.js';
import { SchoolCards } from './school-cards.service.js';

/** What others say of a school: its rating and its inspections (SC-2). The operator enters them, a coordinator in the own region. */
@Injectable()
export class SchoolOversight {
  constructor(
    private readonly cards: SchoolCards,
    private readonly schools: OverseenSchools,
    private readonly inspections: InspectionRepository,
    private readonly today: Today,
    private readonly audit: AuditFacade,
  ) {}

  /** Inspections of a school open to families. */
  async list(schoolId: string, page: PageRequest): Promise<Page<Inspection>> {
    await this.cards.open(schoolId);
    return this.inspections.page(schoolId, page);
  }

  /** @param rating null takes it away */
  @Transactional()
  async rate(actor: Actor, schoolId: string, rating: Rating | null): Promise<Card> {
    await this.overseen(actor, schoolId);
    if (rating !== null) await this.requirePast(schoolId, '/on', rating.on);
    await this.inspections.rate(schoolId, rating);
    await this.tell(actor, 'rate', schoolId);
    return this.cards.own(schoolId);
  }

  @Transactional()
  async addInspection(actor: Actor, schoolId: string, inspection: Omit<Inspection, 'id'>): Promise<Inspection> {
    await this.overseen(actor, schoolId);
    await this.requirePast(schoolId, '/heldOn', inspection.heldOn);
    const added = { id: newId(), ...inspection };
    await this.inspections.insert(schoolId, added);
    await this.tell(actor, 'inspection_add', schoolId);
    return added;
  }

  @Transactional()
  async removeInspection(actor: Actor, schoolId: string, id: string): Promise<void> {
    await this.overseen(actor, schoolId);
    if ((await this.inspections.remove(schoolId, id)) === 0) throw notFound();
    await this.tell(actor, 'inspection_remove', schoolId);
  }

  private async overseen(actor: Actor, schoolId: string): Promise<void> {
    if (!(await this.schools.includes(actor, schoolId))) throw notFound();
  }

  private async requirePast(schoolId: string, pointer: string, date: string): Promise<void> {
    if (date > await this.today.in(schoolId)) throw new InvalidInput([{ pointer, code: 'schools.in_the_future' }]);
  }

  private tell(actor: Actor, act: string, schoolId: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.${act}`, objectType: 'school', objectId: schoolId, schoolId, outcome: 'success' });
  }
}
