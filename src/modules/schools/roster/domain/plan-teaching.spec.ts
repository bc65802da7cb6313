import { describe, expect, it } from '@jest/globals';
import { planTeaching, type TeachingCandidate, type TeachingFacts } from './plan-teaching.js';

const physics = { typed: 'Физика', key: 'физика', known: true };
const group = (groupId: string, classId: string, more: Partial<TeachingCandidate> = {}): TeachingCandidate => ({ groupId, name: groupId, subjectKey: 'физика', classId, whole: true, taughtBy: [], ...more });
const facts = (more: Partial<TeachingFacts>): TeachingFacts => ({
  personId: 'me', subjects: [physics], classes: [{ typed: '8А', id: 'a' }], candidates: [], homeroom: null, startsLater: false, ...more,
});
const given = (more: Partial<TeachingFacts>) => {
  const { groups, gaps } = planTeaching(facts(more));
  return [groups.map(({ groupId }) => groupId), gaps.map(({ subject, className, why }) => [subject, className, why])];
};

describe('what somebody appointed is given to teach', () => {
  it.each<[string, Partial<TeachingFacts>, readonly string[], readonly unknown[]]>([
    ['a group nobody teaches', { candidates: [group('g', 'a')] }, ['g'], []],
    ['nothing anew where they teach already', { candidates: [group('g', 'a', { taughtBy: ['me'] })] }, [], []],
    ['nothing of another teacher', { candidates: [group('g', 'a', { taughtBy: ['other'] })] }, [], [['Физика', '8А', 'taught_by_other']]],
    ['nothing where there is no group', { candidates: [group('g', 'b')] }, [], [['Физика', '8А', 'no_group']]],
    ['the whole class before its halves', { candidates: [group('half', 'a', { whole: false }), group('g', 'a')] }, ['g'], []],
    ['the half that is left', { candidates: [group('one', 'a', { whole: false, taughtBy: ['other'] }), group('two', 'a', { whole: false })] }, ['two'], []],
    ['none of two halves: a person chooses', { candidates: [group('one', 'a', { whole: false }), group('two', 'a', { whole: false })] }, [], [['Физика', '8А', 'which_subgroup']]],
    ['a group of two classes once', { classes: [{ typed: '8А', id: 'a' }, { typed: '8Б', id: 'b' }], candidates: [group('g', 'a'), group('g', 'b')] }, ['g'], []],
    ['nothing of what the school has not', { subjects: [{ ...physics, known: false }], classes: [{ typed: '8Я', id: null }] }, [], [['Физика', null, 'subject_unknown'], [null, '8Я', 'class_unknown']]],
    ['nothing where no subject is named', { subjects: [] }, [], [[null, '8А', 'no_subject']]],
  ])('%s', (_, more, groups, gaps) => {
    expect(given(more)).toEqual([groups, gaps]);
  });
});

describe('a class to lead', () => {
  const led = (leader: string | null, startsLater = false) => planTeaching(facts({ subjects: [], classes: [], startsLater, homeroom: { typed: '5а', found: { id: 'c', name: '5А', version: 3, leader } } }));

  it('is given while nobody leads it, from the first day of work', () => {
    expect(led(null)).toEqual({ groups: [], homeroom: { classId: 'c', name: '5А', version: 3 }, gaps: [] });
    expect(led('other')).toEqual({ groups: [], homeroom: null, gaps: [{ subject: null, className: '5А', why: 'led_by_other' }] });
    expect(led(null, true)).toEqual({ groups: [], homeroom: null, gaps: [{ subject: null, className: '5А', why: 'starts_later' }] });
    expect(led('me')).toEqual({ groups: [], homeroom: null, gaps: [] });
  });
});
