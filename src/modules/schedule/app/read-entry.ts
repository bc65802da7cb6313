import { isURL } from 'class-validator';
import { nameKey } from '../../../shared/identifiers/index.js';
import { type Cells, grouped, readWeekday } from '../../schools/index.js';
import type { NamedGroup } from '../persistence/timetable-names.repository.js';
import type { Timetable } from '../schedule.contracts.js';

/** A lesson of the week as a row tells it. Null: the cell is empty, what is known stays. */
export interface EntryRow {
  readonly timetable: Timetable;
  readonly weekday: number;
  readonly shift: number;
  readonly number: number;
  readonly groupId: string;
  readonly teacherId: string | null;
  /** Who teaches the group when nobody else does. */
  readonly onlyTeacherId: string | null;
  readonly roomId: string | null;
  readonly onlineUrl: string | null;
}

/** Reads rows of a timetable (SC-6), naming every wrong cell. */
export class EntryReader {
  private readonly groups = new Map<string, NamedGroup>();
  private readonly subjects = new Set<string>();
  private readonly rooms: ReadonlyMap<string, readonly { id: string }[]>;
  private readonly roomIds: ReadonlySet<string>;

  /** @param drafts newest first */
  constructor(private readonly drafts: readonly Timetable[], groups: readonly NamedGroup[], rooms: readonly { id: string; name: string }[]) {
    for (const group of groups) {
      for (const subject of [group.shortSubject, group.subject].map(nameKey)) {
        this.subjects.add(subject);
        this.groups.set(`${subject}|${nameKey(group.name)}`, group);
      }
    }
    this.rooms = grouped(rooms, ({ name }) => nameKey(name));
    this.roomIds = new Set(rooms.map(({ id }) => id));
  }

  read(cells: Cells): EntryRow {
    const timetable = this.timetable(cells);
    const group = this.group(cells);
    const teachers = group === null ? [] : group.teachers.filter(({ from, until }) => from <= timetable.validUntil && (until === null || until > timetable.validFrom));
    const ids = new Set(teachers.map(({ id }) => id));
    return {
      timetable, weekday: cells.raw('weekday') === '' ? cells.required('weekday', 1) : readWeekday(cells, 'weekday') ?? 1,
      shift: readShift(cells, group), number: cells.requiredNumber('number', 1, 12), groupId: group?.id ?? '',
      teacherId: group === null ? null : readTeacher(cells, teachers), onlyTeacherId: ids.size === 1 ? teachers[0]!.id : null,
      roomId: this.room(cells), onlineUrl: readUrl(cells),
    };
  }

  private timetable(cells: Cells): Timetable {
    const name = cells.text('timetable', 200);
    const found = name === null ? this.drafts[0] : this.drafts.find((draft) => nameKey(draft.name) === nameKey(name));
    if (found === undefined) cells.say('timetable', 'schedule.draft_unknown');
    return found ?? this.drafts[0]!;
  }

  private group(cells: Cells): NamedGroup | null {
    const subject = nameKey(cells.requiredText('subject', 200));
    const name = nameKey(cells.requiredText('group', 100));
    if (subject === '' || name === '') return null;
    const group = this.groups.get(`${subject}|${name}`);
    if (group === undefined && !this.subjects.has(subject)) cells.say('subject', 'schools.subject_unknown');
    else if (group === undefined) cells.say('group', 'imports.group_unknown');
    return group ?? null;
  }

  private room(cells: Cells): string | null {
    const code = cells.raw('roomCode').toLowerCase();
    if (code !== '') {
      if (!this.roomIds.has(code)) cells.say('roomCode', 'schedule.unknown_room');
      return code;
    }
    const name = cells.text('room', 50);
    if (name === null) return null;
    const found = this.rooms.get(nameKey(name)) ?? [];
    if (found.length !== 1) cells.say('room', found.length === 0 ? 'schedule.unknown_room' : 'schedule.room_ambiguous');
    return found[0]?.id ?? null;
  }
}

/** An empty cell is the shift the class studies in. */
function readShift(cells: Cells, group: NamedGroup | null): number {
  const told = cells.number('shift', 1, 2);
  if (told !== null) return told;
  if (cells.raw('shift') === '' && group !== null && group.shifts.length > 1) cells.say('shift', 'schedule.shift_needed');
  return group?.shifts[0] ?? 1;
}

function readTeacher(cells: Cells, teachers: NamedGroup['teachers']): string | null {
  const code = cells.raw('teacherCode').toLowerCase();
  const name = cells.text('teacher', 300);
  if (code === '' && name === null) return null;
  const found = new Set(teachers.filter((teacher) => (code === '' ? nameKey(teacher.name) === nameKey(name!) : teacher.id === code)).map(({ id }) => id));
  const key = code === '' ? 'teacher' : 'teacherCode';
  if (found.size !== 1) cells.say(key, found.size === 0 ? 'schedule.not_teaching' : 'schedule.teacher_ambiguous');
  return [...found][0] ?? null;
}

function readUrl(cells: Cells): string | null {
  const url = cells.raw('onlineUrl');
  if (url.length > 500) cells.say('onlineUrl', 'input.too_long', { limit: 500 });
  else if (url !== '' && !isURL(url, { protocols: ['https'], require_protocol: true })) cells.say('onlineUrl', 'input.format');
  return url === '' ? null : url;
}
