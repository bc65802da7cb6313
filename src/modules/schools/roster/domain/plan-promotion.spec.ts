import { describe, expect, it } from '@jest/globals';
import { planPromotion, type PromotedPupil } from './plan-promotion.js';

const classes = new Map([['5А', 5], ['9А', 9], ['11Б', 11]].map(([id, gradeLevel]) => [id as string, { id: id as string, gradeLevel: gradeLevel as number, letter: (id as string).slice(-1) }]));
const pupil = (id: string, classId: string, over: Partial<PromotedPupil> = {}): PromotedPupil => ({ id, classId, schoolYear: 2026, validFrom: '2026-09-01', validUntil: null, ...over });
const plan = (pupils: PromotedPupil[], repeating: string[] = [], leaving: string[] = []) =>
  planPromotion(pupils, classes, { schoolYear: 2026, endsOn: '2027-05-31', repeating: new Set(repeating), leaving: new Set(leaving) });

describe('promotion of a school to the next year (SC-8)', () => {
  it('takes everybody up with their letter, lets the last grade go, and minds the exceptions', () => {
    const { moves, unknown } = plan([pupil('a', '5А'), pupil('b', '5А'), pupil('c', '9А'), pupil('d', '11Б'), pupil('e', '11Б')], ['b', 'e'], ['c']);
    expect(moves.map(({ pupil: { id }, outcome, to }) => [id, outcome, to && `${to.gradeLevel}${to.letter}`])).toEqual([
      ['a', 'promoted', '6А'], ['b', 'repeating', '5А'], ['c', 'graduated', null], ['d', 'graduated', null], ['e', 'repeating', '11Б'],
    ]);
    expect(unknown).toEqual([]);
  });

  it('leaves alone who left before the end, who came after it, and who is in the next year already', () => {
    const { moves, already, unknown } = plan([
      pupil('left', '5А', { validUntil: '2027-05-31' }), pupil('graduate', '11Б', { validUntil: '2027-06-01' }), pupil('ended', '5А', { validUntil: '2027-08-01' }), pupil('later', '5А', { validFrom: '2027-06-01' }),
      pupil('moved', '6А', { schoolYear: 2027, validFrom: '2027-09-01' }),
    ], ['left'], ['nobody']);
    expect([moves.map(({ pupil: { id } }) => id), already, unknown]).toEqual([['ended'], 1, ['left', 'nobody']]);
  });
});
