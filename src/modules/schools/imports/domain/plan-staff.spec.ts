import { describe, expect, it } from '@jest/globals';
import { type KnownPosition, planStaff, type StaffRow } from './plan-staff.js';

const headings = new Map([['family', 'Фамилия'], ['title', 'Должность']]);
let line = 1;
const row = (changes: Partial<StaffRow> = {}): StaffRow =>
  ({ line: line += 1, externalId: null, name: { family: 'Орлова', given: 'Нина', patronymic: null }, role: 'teacher', title: 'Учитель физики', ...changes });
const known = (changes: Partial<KnownPosition> = {}): KnownPosition =>
  ({ id: 'p', personId: 'nina', externalId: null, name: { family: 'Орлова', given: 'Нина' }, role: 'teacher', title: 'учитель  физики', ...changes });
const codes = (errors: readonly { code: string }[]) => errors.map(({ code }) => code);

describe('rows of staff against a school', () => {
  it('the same position is the same, and takes its code when it had none', () => {
    expect(planStaff([row()], [known()], headings)).toMatchObject({ same: 1, created: [], coded: [] });
    expect(planStaff([row({ externalId: '7' })], [known()], headings).coded).toEqual([{ positionId: 'p', externalId: '7' }]);
    expect(planStaff([row({ externalId: '7' })], [known({ externalId: '7', name: { family: 'Орлова-Белова', given: 'Нина' } })], headings).same).toBe(1);
  });

  it('one more position of somebody of the school is theirs; a namesake with another code is somebody new', () => {
    expect(planStaff([row({ title: 'Учитель химии' })], [known()], headings).created).toMatchObject([{ personId: 'nina', as: null }]);
    expect(planStaff([row({ externalId: '8' })], [known({ externalId: '7' })], headings).created).toMatchObject([{ personId: null, as: null }]);
  });

  it('two positions of somebody new are of one person', () => {
    const [first, second] = [row({ externalId: '9' }), row({ externalId: '9', role: 'methodist', title: 'Методист' })];
    expect(planStaff([first, second], [], headings).created).toMatchObject([{ personId: null, as: null }, { personId: null, as: first.line }]);
  });

  it('names a repeated row, namesakes that cannot be told apart, and somebody who waits for the region', () => {
    expect(codes(planStaff([row(), row()], [], headings).errors)).toEqual(['imports.duplicate']);
    const namesakes = [known({ role: 'secretary', title: 'Секретарь' }), known({ id: 'q', personId: 'other', role: 'secretary', title: 'Секретарь' })];
    expect(codes(planStaff([row()], namesakes, headings).errors)).toEqual(['imports.staff_ambiguous']);
    expect(codes(planStaff([row()], [known({ personId: null, title: 'Учитель химии' })], headings).errors)).toEqual(['imports.staff_waits']);
  });
});
