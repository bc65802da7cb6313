import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { AdmissionPlan, EnrollmentRequest, GradePlace, WaitingLine } from '../enrollment.contracts.js';
import { PlaceOffered } from '../enrollment.events.js';
import { AdmissionRepository } from '../persistence/admission.repository.js';

const LONGEST_LIST = 500;

/**
 * Places of grades (EN-13): as many as the school planned, each given once, whoever approves at the same moment. While
 * somebody waits, a later request does not pass them; the list goes by the exact time of receipt.
 */
@Injectable()
export class Places {
  constructor(private readonly rows: AdmissionRepository, private readonly schools: SchoolsFacade, private readonly outbox: Outbox, private readonly audit: AuditFacade) {}

  /**
   * A place, or the end of the waiting list; in the transaction of the approval.
   * @throws DomainError enrollment.no_admission_plan when the school never said how many places there are
   */
  async settle(request: EnrollmentRequest, schoolId: string, grade: GradePlace): Promise<'place' | 'waiting_list'> {
    const plan = await this.planned(schoolId, grade);
    const state = plan.taken < plan.places && plan.waiting === 0 ? 'place' : 'waiting_list';
    await this.write(request, schoolId, grade, state);
    return state;
  }

  /** A place for the first who waits. @throws DomainError enrollment.no_places, enrollment.not_first */
  async giveFromList(request: EnrollmentRequest, schoolId: string, grade: GradePlace): Promise<void> {
    const plan = await this.planned(schoolId, grade);
    if (plan.taken >= plan.places) throw new DomainError('enrollment.no_places');
    const [first] = await this.rows.waiting(schoolId, grade, 1);
    if (first?.requestId !== request.id) throw new DomainError('enrollment.not_first', { number: first?.number }, { number: first?.number });
    await this.offering(schoolId, grade, () => this.write(request, schoolId, grade, 'place'));
  }

  /** Frees the place, or leaves the list; whoever is the first then learns of it. */
  async free(request: EnrollmentRequest, schoolId: string, grade: GradePlace): Promise<void> {
    await this.planned(schoolId, grade);
    await this.offering(schoolId, grade, async () => {
      await this.rows.remove(schoolId, request.id);
      if (request.outcome === 'place') await this.rows.count(schoolId, grade, -1);
    });
  }

  /** What the school planned, with how many are taken and how many wait. @throws DomainError object.not_found */
  async plans(schoolId: string): Promise<AdmissionPlan[]> {
    if ((await this.schools.school(schoolId)) === null) throw notFound();
    return this.rows.plans(schoolId);
  }

  /** Who waits, in order: for the office. @throws DomainError object.not_found for another school */
  waiting(actor: Actor, schoolId: string, grade: GradePlace): Promise<WaitingLine[]> {
    if (actor.schoolId !== schoolId) throw notFound();
    return this.rows.waiting(schoolId, grade, LONGEST_LIST);
  }

  /** Version 0 makes a plan. @throws DomainError object.not_found for another school, object.stale; InvalidInput for fewer places than are taken */
  @Transactional()
  async put(actor: Actor, schoolId: string, grade: GradePlace, places: number, version: number): Promise<AdmissionPlan> {
    if (actor.schoolId !== schoolId) throw notFound();
    const before = await this.rows.lock(schoolId, grade);
    if ((before?.version ?? 0) !== version) throw new DomainError('object.stale');
    if (before !== null && places < before.taken) throw new InvalidInput([{ pointer: '/places', code: 'enrollment.places_taken', params: { taken: before.taken } }]);
    if (before === null) await this.rows.ensure(schoolId, grade, places);
    else await this.offering(schoolId, grade, () => this.rows.setPlaces(schoolId, grade, places));
    await this.audit.record(actor, {
      operation: 'enrollment.admission_plan', objectType: 'schools.school', objectId: schoolId, schoolId, outcome: 'success', details: { ...grade, places },
    });
    return (await this.rows.lock(schoolId, grade))!;
  }

  /** The first who waits while a place of the grade is free; null: nobody is offered one. */
  async offered(schoolId: string, grade: GradePlace): Promise<string | null> {
    const plan = (await this.rows.plans(schoolId)).find((each) => each.schoolYear === grade.schoolYear && each.gradeLevel === grade.gradeLevel);
    if (plan === undefined || plan.taken >= plan.places) return null;
    const [first] = await this.rows.waiting(schoolId, grade, 1);
    return first?.requestId ?? null;
  }

  /** Whoever is offered a place by what is done here, and was not before, learns of it (EN-13). The caller holds the plan's lock. */
  private async offering(schoolId: string, grade: GradePlace, change: () => Promise<void>): Promise<void> {
    const before = await this.offered(schoolId, grade);
    await change();
    const requestId = await this.offered(schoolId, grade);
    if (requestId !== null && requestId !== before) await this.outbox.publish(PlaceOffered, { requestId }, { schoolId });
  }

  /** The locked plan; the first time as many places as the school's card says are free. */
  private async planned(schoolId: string, grade: GradePlace): Promise<AdmissionPlan> {
    const plan = await this.rows.lock(schoolId, grade);
    if (plan !== null) return plan;
    const free = (await this.schools.card(schoolId))?.places.find(({ gradeLevel }) => gradeLevel === grade.gradeLevel)?.freePlaces ?? null;
    if (free === null) throw new DomainError('enrollment.no_admission_plan', { ...grade });
    await this.rows.ensure(schoolId, grade, free);
    return (await this.rows.lock(schoolId, grade))!;
  }

  private async write({ id, submittedAt, number }: EnrollmentRequest, schoolId: string, grade: GradePlace, state: 'place' | 'waiting_list'): Promise<void> {
    if (submittedAt === null || number === null) throw new Error(`Request ${id} was never sent`);
    await this.rows.put(schoolId, grade, { requestId: id, state, receivedAt: submittedAt, number });
    if (state === 'place') await this.rows.count(schoolId, grade, 1);
  }
}
