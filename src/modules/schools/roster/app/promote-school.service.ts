import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { type FieldError, InvalidInput } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { nextDay } from '../../structure/domain/school-day.js';
import { YearRepository } from '../../structure/persistence/year.repository.js';
import type { AcademicYear } from '../../structure/structure.model.js';
import { planPromotion, type Promotion } from '../domain/plan-promotion.js';
import { ClassRepository } from '../persistence/class.repository.js';
import { type RollRow, RosterBulkRepository } from '../persistence/roster-bulk.repository.js';
import type { ClassRow } from '../roster.model.js';

export interface PromotionOrder {
  /** The year that ends. */
  readonly schoolYear: number;
  readonly mode: 'preview' | 'commit';
  /** Pupils who stay in the grade for another year. */
  readonly repeating: readonly string[];
  /** Pupils who leave with a certificate before the last grade. */
  readonly leaving: readonly string[];
  readonly orderNumber?: string | null;
}

export interface PromotedTo {
  readonly from: string;
  readonly to: string | null;
  readonly pupils: number;
  /** The class of the next year is made by this. */
  readonly made: boolean;
}

export interface PromotionResult {
  readonly written: boolean;
  readonly schoolYear: number;
  readonly promoted: number;
  readonly repeating: number;
  readonly graduated: number;
  /** Who was in the next year before. */
  readonly already: number;
  readonly classes: readonly PromotedTo[];
  /** Pupils who do not go up with their class. */
  readonly exceptions: readonly { readonly pupil: RollRow; readonly className: string; readonly outcome: 'repeating' | 'graduated' }[];
}

/** All classes of a school into the next year in one act (SC-8). Done again it changes nothing: who went is in the next year. */
@Injectable()
export class PromoteSchool {
  constructor(
    private readonly years: YearRepository,
    private readonly classes: ClassRepository,
    private readonly roster: RosterBulkRepository,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput when one of the two years is not made yet, or an exception names somebody not in a class at its end */
  @Transactional()
  async run(actor: Actor, schoolId: string, order: PromotionOrder): Promise<PromotionResult> {
    const [year, next] = [await this.year(schoolId, order.schoolYear), await this.year(schoolId, order.schoolYear + 1)];
    if (order.mode === 'commit') await this.roster.lock(schoolId);
    const roll = new Map((await this.roster.roll(schoolId)).map((row) => [row.id, row]));
    const before = new Map((await this.classes.ofYear(schoolId, year.schoolYear)).map((row) => [row.id, row]));
    const plan = planPromotion([...roll.values()].flatMap(({ id, classId, schoolYear, validFrom, validUntil }) =>
      (classId === null ? [] : [{ id, classId, schoolYear: schoolYear!, validFrom: validFrom!, validUntil }])), before, {
      schoolYear: year.schoolYear, endsOn: year.endsOn, repeating: new Set(order.repeating), leaving: new Set(order.leaving),
    });
    checkExceptions(order, plan.unknown);
    const there = new Map((await this.classes.ofYear(schoolId, next.schoolYear)).map(({ name, id }) => [name, id]));
    const made = toMake(plan.moves, before, there, next);
    if (order.mode === 'commit') await this.write(actor, schoolId, { ...order, year, next }, plan.moves, made, there);
    const count = (outcome: Promotion['outcome']) => plan.moves.filter((move) => move.outcome === outcome).length;
    return {
      written: order.mode === 'commit', schoolYear: next.schoolYear, promoted: count('promoted'), repeating: count('repeating'), graduated: count('graduated'), already: plan.already,
      classes: byClass(plan.moves, before, new Set(made.map(nameOf))),
      exceptions: plan.moves.flatMap(({ pupil, outcome }) => (outcome === 'promoted' || (outcome === 'graduated' && !order.leaving.includes(pupil.id)) ? []
        : [{ pupil: roll.get(pupil.id)!, className: before.get(pupil.classId)!.name, outcome }])),
    };
  }

  private async year(schoolId: string, schoolYear: number): Promise<AcademicYear> {
    const year = await this.years.byYear(schoolId, schoolYear);
    if (year === null) throw new InvalidInput([{ pointer: '/schoolYear', code: 'schools.year_needed', params: { schoolYear, nextYear: schoolYear + 1 } }]);
    return year;
  }

  private async write(
    actor: Actor, schoolId: string, { year, next, orderNumber }: PromotionOrder & { year: AcademicYear; next: AcademicYear },
    moves: readonly Promotion[], made: readonly ReturnType<typeof toMake>[number][], there: ReadonlyMap<string, string>,
  ): Promise<void> {
    for (const data of made) await this.classes.insert(schoolId, data);
    const classIds = new Map([...there, ...made.map((data) => [nameOf(data), data.id] as const)]);
    const done = moves.map(({ pupil, outcome, to }) => ({ pupil, outcome, on: to === null ? nextDay(year.endsOn) : next.startsOn, toClassId: to === null ? null : classIds.get(nameOf(to))! }));
    await this.roster.close(schoolId, done.map(({ pupil, on }) => ({ pupilId: pupil.id, classId: pupil.classId, validFrom: pupil.validFrom, until: on })));
    await this.roster.open(schoolId, next.schoolYear, done.flatMap(({ pupil, on, toClassId }) => (toClassId === null ? [] : [{ pupilId: pupil.id, classId: toClassId, from: on }])));
    await this.roster.record(schoolId, done.map(({ pupil, outcome, on, toClassId }) => ({
      id: newId(), pupilId: pupil.id, kind: outcome === 'repeating' ? 'transferred' : outcome, on, fromClassId: pupil.classId, toClassId,
      orderNumber: orderNumber ?? null, note: null, by: actor.personId, at: this.clock.now(),
    })));
    await this.audit.record(actor, {
      operation: 'schools.promote', objectType: 'school', objectId: schoolId, schoolId, outcome: 'success',
      details: { schoolYear: next.schoolYear, pupils: moves.length, classes: made.length },
    });
  }
}

const nameOf = ({ gradeLevel, letter }: { gradeLevel: number; letter: string }): string => `${gradeLevel}${letter}`;

/** Classes of the next year that pupils go into and that are not there; shift and profile are those of the class they come from. */
function toMake(moves: readonly Promotion[], before: ReadonlyMap<string, ClassRow>, there: ReadonlyMap<string, string>, next: AcademicYear) {
  const wanted = new Map<string, { id: string; schoolYear: number; gradeLevel: number; letter: string; homeroomPersonId: null; shift: 1 | 2; profile: string | null }>();
  for (const { pupil, to } of [...moves].sort((a, b) => Number(a.outcome === 'repeating') - Number(b.outcome === 'repeating'))) {
    if (to === null || there.has(nameOf(to)) || wanted.has(nameOf(to))) continue;
    const { shift, profile } = before.get(pupil.classId)!;
    wanted.set(nameOf(to), { id: newId(), schoolYear: next.schoolYear, ...to, homeroomPersonId: null, shift, profile });
  }
  return [...wanted.values()];
}

function byClass(moves: readonly Promotion[], before: ReadonlyMap<string, ClassRow>, made: ReadonlySet<string>): PromotedTo[] {
  return [...before.values()].flatMap(({ id, name }) => {
    const whole = moves.filter(({ pupil, outcome }) => pupil.classId === id && outcome !== 'repeating');
    const to = whole.find(({ to: target }) => target !== null)?.to ?? null;
    const toName = to === null ? null : nameOf(to);
    return whole.length === 0 ? [] : [{ from: name, to: toName, pupils: whole.filter((move) => (move.to === null) === (to === null)).length, made: toName !== null && made.has(toName) }];
  });
}

function checkExceptions({ repeating, leaving }: PromotionOrder, unknown: readonly string[]): void {
  const check = (field: string, ids: readonly string[]) => ids.flatMap((id, i): FieldError[] => {
    if (unknown.includes(id)) return [{ pointer: `/${field}/${i}`, code: 'schools.not_at_year_end' }];
    return field === 'leaving' && repeating.includes(id) ? [{ pointer: `/leaving/${i}`, code: 'schools.repeats_and_leaves' }] : [];
  });
  InvalidInput.throwIfAny([...check('repeating', repeating), ...check('leaving', leaving)]);
}
