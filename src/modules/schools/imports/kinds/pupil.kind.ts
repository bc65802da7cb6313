import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { newId } from '../../../../shared/ids.js';
import { ClassRepository } from '../../roster/persistence/class.repository.js';
import type { NewMovement } from '../../roster/persistence/membership.repository.js';
import { PupilRepository } from '../../roster/persistence/pupil.repository.js';
import { type RollRow, RosterBulkRepository } from '../../roster/persistence/roster-bulk.repository.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { russianDate } from '../domain/cells.js';
import { type KnownPupil, type Move, planPupils, type PupilPlan } from '../domain/plan-pupils.js';
import { PUPIL_COLUMNS, readPupils } from '../domain/read-pupils.js';

/** Pupils against the roll of the school. SNILS, INN and documents come in, and never leave this way. */
@Injectable()
export class PupilKind implements ImportKindOf {
  static readonly kind = 'pupils';
  static readonly exported = { ru: 'Выгружен список учеников', en: 'Exported the roster of pupils' };

  readonly right = 'schools.files';
  readonly personal = true;
  readonly columns = PUPIL_COLUMNS;
  readonly exportedColumns = ['externalId', 'family', 'given', 'patronymic', 'birthDate', 'sex', 'className', 'enrolledOn'];

  constructor(
    private readonly classes: ClassRepository,
    private readonly roster: RosterBulkRepository,
    private readonly pupils: PupilRepository,
    private readonly clock: Clock,
  ) {}

  async draft({ schoolId, year, on, table }: ImportContext): Promise<Draft> {
    const read = readPupils(table.rows, table.headings, year.schoolYear);
    const classes = await this.classes.ofYear(schoolId, year.schoolYear);
    const plan = planPupils(read.pupils, {
      known: (await this.roster.roll(schoolId)).map(toKnown),
      classes: new Map(classes.map(({ name, id }) => [name, id])),
      schoolYear: year.schoolYear, startsOn: year.startsOn, on, headings: table.headings,
      indexes: (row) => this.pupils.indexes(row),
    });
    return {
      created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...read.errors, ...plan.errors],
      write: (actor) => this.write(schoolId, year.schoolYear, plan, actor),
    };
  }

  async exportRows(schoolId: string, schoolYear: number): Promise<(string | null)[][]> {
    const names = new Map((await this.classes.ofYear(schoolId, schoolYear)).map(({ id, name }) => [id, name]));
    const members = (await this.roster.roll(schoolId)).filter((p) => p.classId !== null && names.has(p.classId) && p.validUntil === null);
    const rows = members.map((p) => [p.externalId, p.family, p.given, p.patronymic, russianDate(p.birthDate), p.sex === 'm' ? 'м' : 'ж', names.get(p.classId!)!, russianDate(p.validFrom!)]);
    return rows.sort((a, b) => a[6]!.localeCompare(b[6]!, 'ru', { numeric: true }) || `${a[1]} ${a[2]}`.localeCompare(`${b[1]} ${b[2]}`, 'ru'));
  }

  private async write(schoolId: string, schoolYear: number, plan: PupilPlan, actor: Actor | null): Promise<void> {
    const created = plan.created.map(({ fields, move }) => ({ id: newId(), fields, move }));
    const moves = [
      ...created.map(({ id, move }) => ({ pupilId: id, move })),
      ...plan.changed.flatMap(({ pupilId, move }) => (move === null ? [] : [{ pupilId, move }])),
    ];
    await this.roster.insertPupils(schoolId, created.map(({ id, fields }) => ({ id, ...fields })));
    await this.roster.updatePupils(schoolId, plan.changed.flatMap(({ pupilId, fields }) => (fields === null ? [] : [{ id: pupilId, ...fields }])));
    await this.roster.close(schoolId, plan.changed.flatMap(({ pupilId, move, leaves }) =>
      (move === null || leaves === null ? [] : [{ pupilId, classId: leaves.classId, validFrom: leaves.validFrom, until: move.on }])));
    await this.roster.open(schoolId, schoolYear, moves.map(({ pupilId, move }) => ({ pupilId, classId: move.toClassId, from: move.on })));
    await this.roster.record(schoolId, moves.map(({ pupilId, move }) => this.movement(pupilId, move, actor)));
  }

  private movement(pupilId: string, { kind, on, fromClassId, toClassId, orderNumber }: Move, actor: Actor | null): NewMovement {
    return { id: newId(), pupilId, kind, on, fromClassId, toClassId, orderNumber, note: null, by: actor?.personId ?? null, at: this.clock.now() };
  }
}

function toKnown(row: RollRow): KnownPupil {
  const { id, externalId, family, given, patronymic, birthDate, sex, snilsIndex, innIndex, documentIndex, classId, schoolYear, validFrom, validUntil } = row;
  return {
    id, externalId, name: { family, given, patronymic }, birthDate, sex, snilsIndex, innIndex, documentIndex,
    latest: classId === null ? null : { classId, schoolYear: schoolYear!, validFrom: validFrom!, validUntil },
  };
}
