import { Injectable } from '@nestjs/common';
import { newId } from '../../../shared/ids.js';
import { type Headings, type ImportError, planByKey } from '../../schools/index.js';
import type { EntryRow } from './read-entry.js';
import { refuseClashing } from '../domain/refuse-clashing.js';
import { EntryRepository, type TimedEntry } from '../persistence/entry.repository.js';
import type { Entry, NewEntry, Timetable } from '../schedule.contracts.js';
import { Entries } from './entries.service.js';

type Row = EntryRow & { readonly line: number };

/** An entry to be written in place of the one that stands there. */
interface Wanted { readonly line: number; readonly before: Entry | null; readonly entry: TimedEntry }

/** What rows of a file would do to a draft. */
export interface DraftPlan { readonly timetable: Timetable; readonly wanted: readonly Wanted[]; readonly same: number; readonly errors: readonly ImportError[] }

const COLUMN_OF: Readonly<Record<string, string>> = { '/groupId': 'group', '/teacherId': 'teacher', '/weekday': 'weekday', '/number': 'number', '/roomId': 'room' };
const CAUSES = { teacher: 'teacher', room: 'room', class: 'group', duplicate: 'group' } as const;
const WORDS = { teacher: 'teacher', room: 'room', group: 'class' } as const;

/** Rows against what stands in a draft (SC-6): the same, new or in place of it, and what keeps a row from standing there. */
@Injectable()
export class PlanDraft {
  constructor(private readonly checking: Entries, private readonly entries: EntryRepository) {}

  /** @param timetable locked, so that what is planned can be written */
  async plan(timetable: Timetable, rows: readonly Row[], headings: Headings): Promise<DraftPlan> {
    const standing = await this.entries.list(timetable.schoolId, timetable.id);
    const { created, changed, same, errors: twice } = planByKey(rows, {
      keyOf, known: new Map(standing.map((entry) => [keyOf({ ...entry, groupId: entry.group.id }), entry])), same: isSame, column: 'number', headings,
    });
    const errors: ImportError[] = [...twice];
    const say = (line: number, key: string, code: string, params?: Record<string, unknown>): void => { errors.push({ line, column: headings.get(key)!, code, params }); };
    const asked = [...created.map((row) => ({ row, known: null })), ...changed].sort((a, b) => a.row.line - b.row.line).flatMap(({ row, known }) => {
      const teacherId = row.teacherId ?? known?.teacher.id ?? row.onlyTeacherId;
      if (teacherId === null) say(row.line, 'teacher', 'schedule.teacher_needed');
      return teacherId === null ? [] : [{ line: row.line, before: known, entry: entryOf(row, known, teacherId) }];
    });
    const { timed, wrong } = await this.checking.check(timetable, asked.map(({ entry }) => entry));
    for (const { i, pointer, code, params } of wrong) say(asked[i]!.line, COLUMN_OF[pointer]!, code, params);
    const byId = new Map(timed.map((entry) => [entry.id, entry]));
    const good = asked.flatMap(({ line, before, entry: { id } }) => (byId.has(id) ? [{ line, before, entry: byId.get(id)! }] : []));
    return { timetable, wanted: await this.fitting(timetable, good, say), same, errors };
  }

  /** Entries that change are written anew, under new ids, so that two may change places. */
  async write({ timetable, wanted }: DraftPlan): Promise<void> {
    await this.entries.deleteAll(timetable.schoolId, timetable.id, wanted.flatMap(({ before }) => (before === null ? [] : [before.id])));
    await this.entries.insert(timetable, wanted.map(({ entry }) => ({ ...entry, id: newId() })));
  }

  /** Those that clash with nothing. Where a row that would move an entry is refused, the entry stays: what is left is looked at again. */
  private async fitting(timetable: Timetable, wanted: readonly Wanted[], say: (line: number, key: string, code: string, params: Record<string, unknown>) => void): Promise<readonly Wanted[]> {
    const refused = refuseClashing(await this.entries.clashes(timetable, wanted.map(({ entry }) => entry), null));
    if (refused.length === 0) return wanted;
    for (const { place, first, clash } of refused) {
      for (const key of new Set(clash.because.map((cause) => CAUSES[cause]))) {
        if (first === null) say(wanted[place]!.line, key, `schedule.draft_${WORDS[key]}`, { lesson: `${clash.with.classes.join(', ')}, ${clash.with.subject}` });
        else say(wanted[place]!.line, key, `schedule.row_${WORDS[key]}`, { first: wanted[first]!.line });
      }
    }
    const places = new Set(refused.map(({ place }) => place));
    return this.fitting(timetable, wanted.filter((_, i) => !places.has(i)), say);
  }
}

const keyOf = ({ weekday, shift, number, groupId }: Pick<NewEntry, 'weekday' | 'shift' | 'number' | 'groupId'>): string => `${weekday}|${shift}|${number}|${groupId}`;

/** Empty cells leave what is known. */
function isSame(row: Row, known: Entry): boolean {
  return (row.teacherId ?? known.teacher.id) === known.teacher.id && (row.roomId ?? known.room?.id) === known.room?.id && (row.onlineUrl ?? known.onlineUrl) === known.onlineUrl;
}

function entryOf({ weekday, shift, number, groupId, roomId, onlineUrl }: Row, known: Entry | null, teacherId: string): NewEntry & { id: string } {
  return { id: known?.id ?? newId(), weekday, shift, number, groupId, teacherId, roomId: roomId ?? known?.room?.id ?? null, onlineUrl: onlineUrl ?? known?.onlineUrl ?? null };
}
