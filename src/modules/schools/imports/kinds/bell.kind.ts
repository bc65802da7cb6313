import { Injectable } from '@nestjs/common';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { BellRepository } from '../../structure/persistence/bell.repository.js';
import type { Bell, BellSchedule, BellScheduleData } from '../../structure/structure.model.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import type { ImportError } from '../domain/import-error.js';
import { grouped, planByKey } from '../domain/plan-by-key.js';
import { type Cells, readRows } from '../domain/read-rows.js';
import { readWeekday, weekdayWord } from '../domain/weekdays.js';

interface BellRow extends Bell {
  readonly line: number;
  readonly schedule: string;
  /** Null: the cell is empty, what is known stays. */
  readonly kind: 'regular' | 'short' | null;
  readonly isDefault: boolean | null;
}

const KINDS_OF_SCHEDULE = { regular: ['обычное'], short: ['сокращенное', 'короткое'] };

/** Bells, one a row: told apart by schedule, weekday, shift and number. Bells the file does not name stay. */
@Injectable()
export class BellKind implements ImportKindOf {
  static readonly kind = 'bells';
  static readonly exported = { ru: 'Выгружены звонки', en: 'Exported the bells' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'schedule', headings: ['Расписание звонков', 'schedule', 'расписание'] },
    { key: 'kind', headings: ['Вид', 'kind'] },
    { key: 'isDefault', headings: ['Основное', 'isDefault', 'default'] },
    { key: 'weekday', headings: ['День недели', 'weekday', 'день'] },
    { key: 'shift', headings: ['Смена', 'shift'] },
    { key: 'number', headings: ['Урок', 'number', 'номер урока', 'номер'] },
    { key: 'startsAt', headings: ['Начало', 'startsAt', 'start'] },
    { key: 'endsAt', headings: ['Конец', 'endsAt', 'end', 'окончание'] },
  ];
  readonly exportedColumns = this.columns.map(({ key }) => key);

  constructor(private readonly schedules: BellRepository) {}

  async draft({ schoolId, table }: ImportContext): Promise<Draft> {
    const read = readRows(table, ['schedule', 'number', 'startsAt', 'endsAt'], readBell);
    const known = await this.schedules.list(schoolId);
    const bells = new Map(known.flatMap((schedule) => schedule.bells.map((bell) => [bellKey(schedule.name, bell), { schedule, bell }])));
    const wrong = [...overlaps(read.rows, known, table.headings.get('startsAt')!), ...secondDefault(read.rows, known, table.headings.get('isDefault')!)];
    const wrongLines = new Set(wrong.map(({ line }) => line));
    const good = read.rows.filter(({ line }) => !wrongLines.has(line));
    const plan = planByKey(good, {
      keyOf: (row) => bellKey(row.schedule, row), known: bells, column: 'number', headings: table.headings,
      same: (row, { schedule, bell }) => row.startsAt === bell.startsAt && row.endsAt === bell.endsAt
        && (row.kind ?? schedule.kind) === schedule.kind && (row.isDefault ?? schedule.isDefault) === schedule.isDefault,
    });
    return {
      created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...read.errors, ...wrong, ...plan.errors],
      write: () => this.write(schoolId, [...plan.created, ...plan.changed.map(({ row }) => row)], known),
    };
  }

  private async write(schoolId: string, rows: readonly BellRow[], known: readonly BellSchedule[]): Promise<void> {
    const wanted = [...grouped(rows, ({ schedule }) => nameKey(schedule))].map(([key, of], i) => {
      const before = known.find(({ name }) => nameKey(name) === key) ?? null;
      return { before, after: merged(before, of, i === 0 && !known.some(({ isDefault }) => isDefault)) };
    });
    // Only one may be the default at a time: the one that stops being it goes first.
    for (const { before, after } of wanted.sort((a, b) => Number(a.after.isDefault) - Number(b.after.isDefault))) {
      if (before === null) await this.schedules.insert(schoolId, newId(), after);
      else await this.schedules.update(schoolId, before.id, before.version, after);
    }
  }

  async exportRows(schoolId: string): Promise<(string | null)[][]> {
    return (await this.schedules.list(schoolId)).flatMap(({ name, kind, isDefault, bells }) => bells.map((bell) => [
      name, KINDS_OF_SCHEDULE[kind][0]!, isDefault ? 'да' : 'нет', bell.weekday === null ? null : weekdayWord(bell.weekday), String(bell.shift), String(bell.number), bell.startsAt, bell.endsAt,
    ]));
  }
}

function readBell(cells: Cells): Omit<BellRow, 'line'> {
  const bell = {
    schedule: cells.requiredText('schedule', 100), kind: cells.word('kind', KINDS_OF_SCHEDULE), isDefault: cells.yesNo('isDefault'),
    weekday: readWeekday(cells, 'weekday'), shift: (cells.number('shift', 1, 2) ?? 1) as 1 | 2, number: cells.requiredNumber('number', 1, 12),
    startsAt: cells.requiredTime('startsAt'), endsAt: cells.requiredTime('endsAt'),
  };
  if (bell.endsAt !== '' && bell.startsAt >= bell.endsAt) cells.say('endsAt', 'schools.ends_before');
  return bell;
}

const bellKey = (schedule: string, { weekday, shift, number }: Bell): string => `${nameKey(schedule)}|${weekday ?? ''}|${shift}|${number}`;

/** Rows that ring over an earlier row, or over a bell that stays, of the same schedule, weekday and shift. */
function overlaps(rows: readonly BellRow[], known: readonly BellSchedule[], column: string): ImportError[] {
  const keys = new Set(rows.map((row) => bellKey(row.schedule, row)));
  const staying = known.flatMap(({ name, bells }) => bells.map((bell) => ({ ...bell, schedule: name }))).filter((bell) => !keys.has(bellKey(bell.schedule, bell)));
  return [...grouped<Bell & { schedule: string; line?: number }>([...staying, ...rows], ({ schedule, weekday, shift }) => `${nameKey(schedule)}|${weekday ?? ''}|${shift}`).values()].flatMap((bells) =>
    bells.flatMap((bell, i) => {
      const over = bells.slice(0, i).some((other) => other.number !== bell.number && other.startsAt < bell.endsAt && bell.startsAt < other.endsAt);
      return over && bell.line !== undefined ? [{ line: bell.line, column, code: 'schools.bells_overlap' }] : [];
    }));
}

/** Rows that make a second schedule the default one. */
function secondDefault(rows: readonly BellRow[], known: readonly BellSchedule[], column: string): ImportError[] {
  const given = new Set(rows.filter(({ isDefault }) => isDefault === false).map(({ schedule }) => nameKey(schedule)));
  const first = known.find(({ isDefault, name }) => isDefault && !given.has(nameKey(name)))?.name ?? rows.find(({ isDefault }) => isDefault === true)?.schedule ?? '';
  return rows.filter(({ isDefault, schedule }) => isDefault === true && nameKey(schedule) !== nameKey(first)).map(({ line }) => ({ line, column, code: 'schools.default_taken' }));
}

function merged(before: BellSchedule | null, rows: readonly BellRow[], onlyOne: boolean): BellScheduleData {
  const told = <K extends 'kind' | 'isDefault'>(key: K) => rows.find((row) => row[key] !== null)?.[key] ?? before?.[key];
  const bells = new Map((before?.bells ?? []).map((bell) => [bellKey('', bell), bell]));
  for (const { weekday, shift, number, startsAt, endsAt } of rows) bells.set(bellKey('', { weekday, shift, number, startsAt, endsAt }), { weekday, shift, number, startsAt, endsAt });
  return {
    name: before?.name ?? rows[0]!.schedule, kind: told('kind') ?? 'regular', isDefault: told('isDefault') ?? onlyOne, bells: [...bells.values()],
  };
}
