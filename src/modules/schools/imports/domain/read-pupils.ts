import { type ChildDocument, parsePersonInn, parseSnils, type PersonName } from '../../../../shared/identifiers/index.js';
import { parseClassName } from '../../roster/domain/class-name.js';
import { parseDate, parseName, parseSex, sexOfPatronymic } from './cells.js';
import { type Column, hasColumn, type Headings } from './columns.js';
import type { ImportError, Row, Say } from './import-error.js';
import { readDocument } from './read-document.js';

/** A pupil as a good row tells them. Null: the cell is empty, what is known stays. */
export interface PupilRow {
  readonly line: number;
  readonly externalId: string | null;
  readonly name: PersonName;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  /** `5А` in our spelling. */
  readonly className: string;
  readonly enrolledOn: string | null;
  readonly orderNumber: string | null;
  readonly snils: string | null;
  readonly inn: string | null;
  readonly document: ChildDocument | null;
}

export const PUPIL_COLUMNS: readonly Column[] = [
  { key: 'externalId', headings: ['Внешний код', 'externalId', 'внешний идентификатор', 'идентификатор', 'код', 'id', 'личное дело', 'номер личного дела'] },
  { key: 'family', headings: ['Фамилия', 'family', 'family name', 'last name', 'surname'] },
  { key: 'given', headings: ['Имя', 'given', 'given name', 'first name'] },
  { key: 'patronymic', headings: ['Отчество', 'patronymic', 'middle name'] },
  { key: 'fullName', headings: ['ФИО', 'full name', 'фамилия имя отчество', 'name'] },
  { key: 'birthDate', headings: ['Дата рождения', 'birthDate', 'date of birth', 'д р', 'др'] },
  { key: 'sex', headings: ['Пол', 'sex', 'gender'] },
  { key: 'className', headings: ['Класс', 'class', 'className'] },
  { key: 'enrolledOn', headings: ['Дата зачисления', 'enrolledOn', 'зачислен', 'зачислен с'] },
  { key: 'orderNumber', headings: ['Приказ', 'orderNumber', 'order', 'номер приказа', 'приказ о зачислении'] },
  { key: 'snils', headings: ['СНИЛС', 'snils'] },
  { key: 'inn', headings: ['ИНН', 'inn'] },
  { key: 'documentKind', headings: ['Документ', 'document', 'вид документа', 'documentKind'] },
  { key: 'documentSeries', headings: ['Серия документа', 'documentSeries', 'серия', 'серия свидетельства'] },
  { key: 'documentNumber', headings: ['Номер документа', 'documentNumber', 'номер свидетельства'] },
  { key: 'documentIssuedOn', headings: ['Дата выдачи документа', 'documentIssuedOn', 'дата выдачи'] },
];

const REQUIRED = ['birthDate', 'className'];
const OLDEST_BIRTH_YEARS = 25;
const YOUNGEST_BIRTH_YEARS = 5;

/** Reads each row, naming every wrong cell; a row with an error is not among the good ones. */
export function readPupils(rows: readonly Row[], headings: Headings, schoolYear: number): { pupils: PupilRow[]; errors: ImportError[] } {
  const byFullName = hasColumn(rows, 'fullName') && !hasColumn(rows, 'family');
  const required = byFullName ? ['fullName', ...REQUIRED] : ['family', 'given', ...REQUIRED];
  const missing = required.filter((key) => !hasColumn(rows, key));
  if (missing.length > 0) return { pupils: [], errors: missing.map((key) => ({ line: 1, column: headings.get(key)!, code: 'imports.column_missing' })) };
  const errors: ImportError[] = [];
  const pupils = rows.flatMap((row) => {
    const wrong: ImportError[] = [];
    const pupil = readPupil(row, byFullName, schoolYear, (key, code, params) => wrong.push({ line: row.line, column: headings.get(key)!, code, params }));
    errors.push(...wrong);
    return wrong.length > 0 ? [] : [pupil];
  });
  return { pupils, errors };
}

function readPupil(row: Row, byFullName: boolean, schoolYear: number, say: Say): PupilRow {
  const cell = (key: string): string => row.cells[key] ?? '';
  const typed = byFullName ? splitFullName(cell('fullName')) : { family: cell('family'), given: cell('given'), patronymic: cell('patronymic') };
  const whole = `${typed.family} ${typed.given} ${typed.patronymic}`;
  const part = (key: 'family' | 'given' | 'patronymic'): string => {
    const column = byFullName ? 'fullName' : key;
    if (typed[key] === '') {
      if (key !== 'patronymic') say(column, byFullName && whole.trim() !== '' ? 'imports.full_name' : 'input.required');
      return '';
    }
    const name = parseName(typed[key], whole);
    if (name === null) say(column, 'imports.name');
    return name ?? '';
  };
  const name = { family: part('family'), given: byFullName && typed.family === '' ? '' : part('given'), patronymic: part('patronymic') || null };
  return {
    line: row.line,
    externalId: short(cell('externalId'), 'externalId', say),
    name,
    birthDate: birthDate(cell('birthDate'), schoolYear, say),
    sex: sex(cell('sex'), name.patronymic, say),
    className: className(cell('className'), say),
    enrolledOn: enrolledOn(cell('enrolledOn'), schoolYear, say),
    orderNumber: short(cell('orderNumber'), 'orderNumber', say),
    snils: snils(cell('snils'), say),
    inn: inn(cell('inn'), say),
    document: readDocument(cell, say),
  };
}

function splitFullName(typed: string): { family: string; given: string; patronymic: string } {
  const [family = '', given = '', ...rest] = typed.split(/\s+/);
  return { family, given, patronymic: rest.join(' ') };
}

function short(typed: string, key: string, say: Say): string | null {
  if (typed.length > 100) say(key, 'input.too_long', { limit: 100 });
  return typed === '' ? null : typed;
}

function birthDate(typed: string, schoolYear: number, say: Say): string {
  const date = parseDate(typed);
  if (typed === '') say('birthDate', 'input.required');
  else if (date === null) say('birthDate', 'imports.date');
  else {
    const year = Number(date.slice(0, 4));
    if (year < schoolYear - OLDEST_BIRTH_YEARS || year > schoolYear - YOUNGEST_BIRTH_YEARS) say('birthDate', 'imports.birth_date');
  }
  return date ?? '';
}

function sex(typed: string, patronymic: string | null, say: Say): 'm' | 'f' {
  const told = typed === '' ? sexOfPatronymic(patronymic ?? '') : parseSex(typed);
  if (told === null) say('sex', typed === '' ? 'input.required' : 'imports.sex');
  return told ?? 'm';
}

function className(typed: string, say: Say): string {
  const parsed = parseClassName(typed);
  if (typed === '') say('className', 'input.required');
  else if (parsed === null) say('className', 'imports.class_name');
  return parsed === null ? '' : `${parsed.gradeLevel}${parsed.letter}`;
}

function enrolledOn(typed: string, schoolYear: number, say: Say): string | null {
  if (typed === '') return null;
  const date = parseDate(typed);
  if (date === null) say('enrolledOn', 'imports.date');
  else if (date >= `${schoolYear + 1}-08-01`) say('enrolledOn', 'imports.after_year', { schoolYear, nextYear: schoolYear + 1 });
  return date;
}

function snils(typed: string, say: Say): string | null {
  if (typed === '') return null;
  const digits = parseSnils(typed);
  if (digits === null) say('snils', 'snils.checksum');
  return digits;
}

function inn(typed: string, say: Say): string | null {
  if (typed === '') return null;
  const digits = parsePersonInn(typed);
  if (digits === null) say('inn', 'inn.person_checksum');
  return digits;
}
