import { describe, expect, it } from '@jest/globals';
import { type KnownPupil, planPupils } from './plan-pupils.js';
import type { PupilRow } from './read-pupils.js';

const headings = new Map([['externalId', 'Код'], ['family', 'Фамилия'], ['className', 'Класс'], ['snils', 'СНИЛС'], ['inn', 'ИНН'], ['documentNumber', 'Номер'], ['enrolledOn', 'Зачислен']]);
const latest = { classId: 'a5', schoolYear: 2026, validFrom: '2026-09-01', validUntil: null };
let line = 1;

function row(over: Partial<PupilRow> = {}): PupilRow {
  line += 1;
  return { line, externalId: null, name: { family: 'Иванов', given: 'Пётр', patronymic: 'Ильич' }, birthDate: '2014-05-17', sex: 'm', className: '5А', enrolledOn: null, orderNumber: null, snils: null, inn: null, document: null, ...over };
}

function known(over: Partial<KnownPupil> = {}): KnownPupil {
  return { id: 'p1', externalId: null, name: { family: 'ИВАНОВ', given: 'Петр', patronymic: 'Ильич' }, birthDate: '2014-05-17', sex: 'm', snilsIndex: null, innIndex: null, documentIndex: null, latest, ...over };
}

function plan(rows: PupilRow[], roll: KnownPupil[] = []) {
  return planPupils(rows, {
    known: roll, classes: new Map([['5А', 'a5'], ['5Б', 'b5']]), schoolYear: 2026, startsOn: '2026-09-01', on: '2026-11-22', headings,
    indexes: ({ snils, inn, document }) => ({ snilsIndex: index(snils), innIndex: index(inn), documentIndex: index(document?.number ?? null) }),
  });
}

const index = (value: string | null) => (value === null ? null : `index ${value}`);
const same = { family: 'Иванов', given: 'Пётр', patronymic: 'Ильич' };

describe('matching', () => {
  it('makes whom it does not know, from the first day of the year', () => {
    const { created, errors } = plan([row(), row({ name: { ...same, given: 'Илья' }, enrolledOn: '2026-10-05' }), row({ name: { ...same, given: 'Олег' }, enrolledOn: '2020-09-01' })]);
    expect(errors).toEqual([]);
    expect(created.map(({ move }) => [move.kind, move.on, move.toClassId])).toEqual([['enrolled', '2026-09-01', 'a5'], ['enrolled', '2026-10-05', 'a5'], ['enrolled', '2026-09-01', 'a5']]);
  });

  it('knows a pupil by external id before all else, whatever else was mended', () => {
    const roll = [known({ externalId: 'k-1', name: { family: 'Сидоров', given: 'А' }, birthDate: '2013-01-01' })];
    expect(plan([row({ externalId: 'k-1' })], roll).changed).toMatchObject([{ pupilId: 'p1', fields: { name: same }, move: null }]);
  });

  it('knows a pupil by name and birth date, and learns the external id and SNILS', () => {
    expect(plan([row()], [known({ name: same })]).same).toBe(1);
    expect(plan([row({ name: { ...same, patronymic: null } })], [known({ name: same })]).same).toBe(1);
    expect(plan([row({ externalId: 'k-1', snils: '1' })], [known({ name: same })]).changed).toMatchObject([{ pupilId: 'p1', fields: { externalId: 'k-1', snils: '1' } }]);
  });

  it('learns INN and document, changes nothing the second time, and refuses an INN of another pupil or row', () => {
    const certificate = { kind: 'birth_certificate', series: 'IV-АН', number: '123456', issuedOn: null } as const;
    const told = row({ inn: '5', document: certificate });
    expect(plan([told], [known({ name: same })]).changed).toMatchObject([{ pupilId: 'p1', fields: { inn: '5', document: certificate } }]);
    expect(plan([told], [known({ name: same, innIndex: 'index 5', documentIndex: 'index 123456' })]).same).toBe(1);
    const others = [known({ id: 'p2', name: { ...same, given: 'Илья' }, innIndex: 'index 5' })];
    expect(plan([row({ inn: '5' })], others).errors).toMatchObject([{ column: 'ИНН', code: 'imports.inn_taken' }]);
    expect(plan([row({ externalId: 'a', inn: '7' }), row({ externalId: 'b', name: { ...same, given: 'Олег' }, inn: '7' })]).errors).toMatchObject([{ column: 'ИНН', code: 'imports.duplicate' }]);
  });

  it('parts namesakes by external id and by SNILS', () => {
    expect(plan([row({ externalId: 'k-2' })], [known({ externalId: 'k-1' })]).created).toHaveLength(1);
    expect(plan([row({ snils: '2' })], [known({ snilsIndex: 'index 1' })]).created).toHaveLength(1);
  });

  it('asks rather than guesses between namesakes, unless the class tells', () => {
    const roll = [known({ name: same }), known({ id: 'p2', name: same, latest: { ...latest, classId: 'b5' } })];
    expect(plan([row({ className: '5Б' })], roll).same).toBe(1);
    expect(plan([row()], [roll[0]!, { ...roll[0]!, id: 'p3' }]).errors).toMatchObject([{ column: 'Код', code: 'imports.ambiguous' }]);
  });

  it('refuses a SNILS of somebody else', () => {
    const roll = [known({ externalId: 'k-1' }), known({ id: 'p2', externalId: 'k-2', snilsIndex: 'index 2' })];
    expect(plan([row({ externalId: 'k-1', snils: '2' })], roll).errors).toMatchObject([{ column: 'СНИЛС', code: 'imports.snils_taken' }]);
  });

  it('names the second row of one pupil and the row it repeats', () => {
    const first = row();
    expect(plan([first, row()]).errors).toMatchObject([{ column: 'Фамилия', code: 'imports.duplicate', params: { first: first.line } }]);
    expect(plan([row({ externalId: 'k-1' }), row({ externalId: 'k-1', name: { ...same, given: 'А' } })]).errors).toMatchObject([{ column: 'Код', code: 'imports.duplicate' }]);
    expect(plan([row({ externalId: 'k-1' }), row({ externalId: 'k-2' })]).created).toHaveLength(2);
  });
});

describe('classes', () => {
  it('names a class the year does not have', () => {
    expect(plan([row({ className: '9Я' })]).errors).toMatchObject([{ column: 'Класс', code: 'imports.class_unknown' }]);
  });

  it('moves to another class on the day asked for, or the later one of the row', () => {
    expect(plan([row({ className: '5Б' })], [known({ name: same })]).changed).toMatchObject([{ fields: null, move: { kind: 'transferred', fromClassId: 'a5', toClassId: 'b5', on: '2026-11-22' } }]);
    expect(plan([row({ className: '5Б', enrolledOn: '2026-10-05' })], [known({ name: same })]).changed).toMatchObject([{ move: { on: '2026-10-05' } }]);
    expect(plan([row({ className: '5Б', enrolledOn: '2026-09-01' })], [known({ name: same })]).changed).toMatchObject([{ move: { on: '2026-11-22' } }]);
  });

  it('promotes from the year before and takes back who had left', () => {
    const before = { classId: 'a4', schoolYear: 2025, validFrom: '2025-09-01', validUntil: null };
    expect(plan([row()], [known({ name: same, latest: before })]).changed).toMatchObject([{ move: { kind: 'promoted', fromClassId: 'a4', on: '2026-09-01' } }]);
    expect(plan([row()], [known({ name: same, latest: { ...latest, validUntil: '2026-10-01' } })]).changed).toMatchObject([{ move: { kind: 'enrolled', on: '2026-11-22' } }]);
    expect(plan([row()], [known({ name: same, latest: null })]).changed).toMatchObject([{ move: { kind: 'enrolled', on: '2026-09-01' } }]);
  });

  it('does not move somebody back before a later move', () => {
    const later = { ...latest, classId: 'b5', validFrom: '2026-12-01' };
    expect(plan([row()], [known({ name: same, latest: later })]).errors).toMatchObject([{ code: 'imports.later_movement', params: { date: '2026-12-01' } }]);
  });
});
