import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Draft, grouped, type ImportContext, type ImportKindOf, readRows, SchoolsFacade, weekdayWord } from '../../schools/index.js';
import { EntryReader } from './read-entry.js';
import { EntryRepository } from '../persistence/entry.repository.js';
import { TimetableNamesRepository } from '../persistence/timetable-names.repository.js';
import { TimetableRepository } from '../persistence/timetable.repository.js';
import { type DraftPlan, PlanDraft } from './plan-draft.service.js';

/**
 * Lessons of the week, one a row, into drafts only (SC-6, SH-1): told apart by draft, day, shift, number and group. Lessons the
 * file does not name stay. Without a name it is the newest draft; without a shift that of the class; without a teacher the one who teaches the group.
 */
@Injectable()
export class TimetableKind implements ImportKindOf, OnModuleInit {
  readonly right = 'schedule.plan';
  readonly columns = [
    { key: 'timetable', headings: ['Расписание', 'timetable', 'черновик'] },
    { key: 'weekday', headings: ['День недели', 'weekday', 'день'] },
    { key: 'shift', headings: ['Смена', 'shift'] },
    { key: 'number', headings: ['Урок', 'number', 'номер урока', 'номер'] },
    { key: 'subject', headings: ['Предмет', 'subject'] },
    { key: 'group', headings: ['Группа', 'group', 'класс', 'учебная группа'] },
    { key: 'teacher', headings: ['Учитель', 'teacher', 'преподаватель', 'ФИО учителя'] },
    { key: 'teacherCode', headings: ['Код учителя', 'teacherId', 'teacher id'] },
    { key: 'room', headings: ['Кабинет', 'room', 'помещение'] },
    { key: 'roomCode', headings: ['Код кабинета', 'roomId', 'room id'] },
    { key: 'onlineUrl', headings: ['Ссылка', 'onlineUrl', 'link', 'ссылка на онлайн-урок'] },
  ];
  readonly exportedColumns = this.columns.map(({ key }) => key);

  constructor(
    private readonly schools: SchoolsFacade,
    private readonly timetables: TimetableRepository,
    private readonly names: TimetableNamesRepository,
    private readonly planning: PlanDraft,
    private readonly entries: EntryRepository,
  ) {}

  onModuleInit(): void {
    this.schools.contributeImport('timetable', this);
  }

  async draft({ schoolId, year: { schoolYear }, table }: ImportContext): Promise<Draft> {
    const drafts = await this.timetables.lockDrafts(schoolId, schoolYear);
    if (drafts.length === 0) return { created: 0, changed: 0, same: 0, errors: [{ line: 1, column: null, code: 'schedule.no_draft' }], write: async () => undefined };
    const reader = new EntryReader(drafts, await this.names.groups(schoolId, schoolYear), await this.names.rooms(schoolId));
    const read = readRows(table, ['weekday', 'number', 'subject', 'group'], (cells) => reader.read(cells));
    const plans: DraftPlan[] = [];
    for (const rows of grouped(read.rows, ({ timetable }) => timetable.id).values()) plans.push(await this.planning.plan(rows[0]!.timetable, rows, table.headings));
    const sum = (of: (plan: DraftPlan) => number): number => plans.reduce((all, plan) => all + of(plan), 0);
    return {
      created: sum(({ wanted }) => wanted.filter(({ before }) => before === null).length), changed: sum(({ wanted }) => wanted.filter(({ before }) => before !== null).length),
      same: sum((plan) => plan.same), errors: [...read.errors, ...plans.flatMap(({ errors }) => errors)],
      write: async () => { for (const plan of plans) await this.planning.write(plan); },
    };
  }

  /** The newest draft, or without drafts the newest timetable: unnamed, so that it may be taken into a draft made later. */
  async exportRows(schoolId: string, schoolYear: number): Promise<(string | null)[][]> {
    const timetable = await this.timetables.newest(schoolId, schoolYear);
    if (timetable === null) return [];
    const name = timetable.status === 'draft' ? timetable.name : null;
    return (await this.entries.list(schoolId, timetable.id)).map(({ weekday, shift, number, subject, group, teacher, room, onlineUrl }) =>
      [name, weekdayWord(weekday), String(shift), String(number), subject.name, group.name, teacher.name, teacher.id, room?.name ?? null, room?.id ?? null, onlineUrl]);
  }
}
