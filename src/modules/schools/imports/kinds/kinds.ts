import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { ImportKindOf } from '../import-kind.js';
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

/** Kinds whose data a module above holds: it says at module init how they are taken in. */
const CONTRIBUTED = ['timetable'] as const;
export type ContributedKind = (typeof CONTRIBUTED)[number];

export type ImportKind = (typeof KINDS)[number]['kind'] | ContributedKind;
export const IMPORT_KINDS: readonly ImportKind[] = [...KINDS.map(({ kind }) => kind), ...CONTRIBUTED];

@Injectable()
export class ImportKinds {
  private readonly contributed = new Map<ImportKind, ImportKindOf>();

  constructor(private readonly modules: ModuleRef) {}

  contribute(kind: ContributedKind, of: ImportKindOf): void {
    if (this.contributed.has(kind)) throw new Error(`Import kind ${kind} is contributed twice`);
    this.contributed.set(kind, of);
  }

  of(kind: ImportKind): ImportKindOf {
    return this.contributed.get(kind) ?? this.modules.get<ImportKindOf>(KINDS.find((known) => known.kind === kind)!);
  }
}
