import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { newId } from '../../../../shared/ids.js';
import { ClassRepository } from '../../roster/persistence/class.repository.js';
import type { NewMovement } from '../../roster/persistence/membership.repository.js';
import { PupilRepository } from '../../roster/persistence/pupil.repository.js';
import { type RollRow, RosterBulkRepository } from '../../roster/persistence/roster-bulk.repository.js';
import type { readTable } from '../domain/columns.js';
import { type KnownPupil, type Move, planPupils, type PupilPlan } from '../domain/plan-pupils.js';
import { readPupils } from '../domain/read-pupils.js';
import type { Draft } from './draft.js';
import type { AcademicYear } from '../../structure/structure.model.js';

/** Pupils of a file against the roll of the school. */
@Injectable()
export class PupilImport {
  constructor(
    private readonly classes: ClassRepository,
    private readonly roster: RosterBulkRepository,
    private readonly pupils: PupilRepository,
    private readonly clock: Clock,
  ) {}

  async draft(schoolId: string, year: AcademicYear, on: string, table: ReturnType<typeof readTable>): Promise<Draft> {
    const read = readPupils(table.rows, table.headings, year.schoolYear);
    const classes = await this.classes.ofYear(schoolId, year.schoolYear);
    const plan = planPupils(read.pupils, {
      known: (await this.roster.roll(schoolId)).map(toKnown),
      classes: new Map(classes.map(({ name, id }) => [name, id])),
      schoolYear: year.schoolYear, startsOn: year.startsOn, on, headings: table.headings,
      snilsIndex: (snils) => this.pupils.snilsIndex(snils),
    });
    return {
      created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...read.errors, ...plan.errors],
      write: (actor) => this.write(schoolId, year.schoolYear, plan, actor),
    };
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
  const { id, externalId, family, given, patronymic, birthDate, sex, snilsIndex, classId, schoolYear, validFrom, validUntil } = row;
  return {
    id, externalId, name: { family, given, patronymic }, birthDate, sex, snilsIndex,
    latest: classId === null ? null : { classId, schoolYear: schoolYear!, validFrom: validFrom!, validUntil },
  };
}
