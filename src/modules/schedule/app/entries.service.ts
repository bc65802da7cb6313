import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, type FieldError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import { BellsRepository } from '../persistence/bells.repository.js';
import { ClashGuard } from '../persistence/clash-guard.js';
import { EntryRepository, type EntryFacts, type TimedEntry } from '../persistence/entry.repository.js';
import type { Entry, NewEntry, Timetable } from '../schedule.contracts.js';
import { Timetables } from './timetables.service.js';

/** Lessons of the week in a draft (SH-1). */
@Injectable()
export class Entries {
  constructor(
    private readonly timetables: Timetables, private readonly entries: EntryRepository, private readonly bells: BellsRepository, private readonly guard: ClashGuard,
  ) {}

  async list(actor: Actor, timetableId: string): Promise<Entry[]> {
    const { schoolId } = await this.timetables.get(actor, timetableId);
    return this.entries.list(schoolId, timetableId);
  }

  /** All or none. @throws DomainError `schedule.clash` with what stands in the way of each */
  add(actor: Actor, timetableId: string, wanted: readonly NewEntry[]): Promise<Entry[]> {
    return this.guard.run(async (remember) => {
      const timetable = await this.timetables.draft(actor, timetableId);
      const timed = await this.timed(timetable, wanted.map((entry) => ({ id: newId(), ...entry })), (i) => `/entries/${i}`);
      remember(() => this.entries.clashes(timetable, timed));
      await this.entries.insert(timetable, timed);
      const written = new Set(timed.map((e) => e.id));
      return (await this.entries.list(timetable.schoolId, timetable.id)).filter((e) => written.has(e.id));
    });
  }

  change(actor: Actor, timetableId: string, id: string, change: Partial<NewEntry>, version: number): Promise<Entry> {
    return this.guard.run(async (remember) => {
      const timetable = await this.timetables.draft(actor, timetableId);
      const before = await this.entries.find(timetable.schoolId, timetableId, id);
      if (before === null) throw notFound();
      const { weekday, shift, number, onlineUrl } = before;
      const wanted = {
        id, weekday, shift, number, onlineUrl, groupId: before.group.id, teacherId: before.teacher.id, roomId: before.room?.id ?? null, ...change,
      };
      const timed = await this.timed(timetable, [wanted], () => '');
      remember(async () => (await this.entries.clashes(timetable, timed)).map(({ pointer: _, ...clash }) => clash));
      if (!(await this.entries.replace(timetable, timed[0]!, version))) throw new DomainError('object.stale');
      return (await this.entries.find(timetable.schoolId, timetableId, id))!;
    });
  }

  @Transactional()
  async remove(actor: Actor, timetableId: string, id: string, version: number): Promise<void> {
    const { schoolId } = await this.timetables.draft(actor, timetableId);
    if (await this.entries.delete(schoolId, timetableId, id, version)) return;
    throw (await this.entries.find(schoolId, timetableId, id)) === null ? notFound() : new DomainError('object.stale');
  }

  /** Those of the entries that may be written, clashes aside, with their times; and what is wrong with the others, by their place. */
  async check(timetable: Timetable, wanted: readonly (NewEntry & { id: string })[]): Promise<{ timed: TimedEntry[]; wrong: WrongField[] }> {
    const facts = await this.entries.facts(timetable, wanted, await this.bells.ringing(timetable.schoolId));
    const wrong = wanted.flatMap((entry, i) => wrongFields(entry, facts[i]!).map((field) => ({ i, ...field })));
    const places = new Set(wrong.map(({ i }) => i));
    const timed = wanted.flatMap((entry, i) => (places.has(i) ? [] : [{ ...entry, startsAt: facts[i]!.startsAt!, endsAt: facts[i]!.endsAt!, roomExclusive: facts[i]!.roomExclusive }]));
    return { timed, wrong };
  }

  /** The entries with their times. @throws InvalidInput naming every wrong field of every entry */
  private async timed(timetable: Timetable, wanted: readonly (NewEntry & { id: string })[], at: (i: number) => string): Promise<TimedEntry[]> {
    const { timed, wrong } = await this.check(timetable, wanted);
    InvalidInput.throwIfAny(wrong.map(({ i, ...field }) => ({ ...field, pointer: at(i) + field.pointer })));
    return timed;
  }
}

/** A wrong field of the entry in this place. */
interface WrongField extends FieldError { readonly i: number; readonly pointer: string }

function wrongFields(entry: NewEntry, facts: EntryFacts): Omit<WrongField, 'i'>[] {
  const hasRoom = entry.roomId !== undefined && entry.roomId !== null;
  const hasLink = entry.onlineUrl !== undefined && entry.onlineUrl !== null;
  const wrong: [boolean, string, string, Record<string, unknown>?][] = [
    [!facts.groupKnown, '/groupId', 'schedule.unknown_group'],
    [facts.groupKnown && !facts.hasClass, '/groupId', 'schedule.group_without_class'],
    [facts.groupKnown && !facts.teaches, '/teacherId', 'schedule.not_teaching'],
    [facts.groupKnown && !facts.classesStudy, '/weekday', 'schedule.day_off'],
    [facts.startsAt === null && facts.ownBellsOf === null, '/number', 'schedule.no_bell'],
    [facts.startsAt === null && facts.ownBellsOf !== null, '/number', 'schedule.no_bell_in_building', { building: facts.ownBellsOf }],
    [hasRoom && !facts.roomKnown, '/roomId', 'schedule.unknown_room'],
    [!hasRoom && !hasLink, '/roomId', 'schedule.place_needed'],
  ];
  return wrong.filter(([is]) => is).map(([, pointer, code, params]) => ({ pointer, code, params }));
}
