import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { ImportKindOf } from '../app/import-kind.js';
import { AssignmentKind } from './assignment.kind.js';
import { BellKind } from './bell.kind.js';
import { ClassKind } from './class.kind.js';
import { CurriculumKind } from './curriculum.kind.js';
import { GroupKind } from './group.kind.js';
import { PupilKind } from './pupil.kind.js';
import { RepresentativeKind } from './representative.kind.js';
import { RoomKind } from './room.kind.js';
import { StaffKind } from './staff.kind.js';
import { SubjectKind } from './subject.kind.js';
import { TermKind } from './term.kind.js';
import { VacationKind } from './vacation.kind.js';

/** In the order a new school takes them. */
export const KINDS = [TermKind, VacationKind, BellKind, RoomKind, SubjectKind, StaffKind, ClassKind, PupilKind, RepresentativeKind, CurriculumKind, GroupKind, AssignmentKind] as const;

export type ImportKind = (typeof KINDS)[number]['kind'];
export const IMPORT_KINDS: readonly ImportKind[] = KINDS.map(({ kind }) => kind);

@Injectable()
export class ImportKinds {
  constructor(private readonly modules: ModuleRef) {}

  of(kind: ImportKind): ImportKindOf {
    return this.modules.get<ImportKindOf>(KINDS.find((known) => known.kind === kind)!);
  }
}
