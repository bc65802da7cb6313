import { describe, expect, it } from '@jest/globals';
import { checkCurriculum, type CurriculumLine, type TaughtPart } from './check-curriculum.js';

const SUBGROUPS = [{ division: 1, subgroup: 1 }, { division: 1, subgroup: 2 }];
const tenth = { id: '10А', gradeLevel: 10, profile: 'Физмат', subgroups: SUBGROUPS };
const line = (subjectId: string, hoursAWeek: number, profile: string | null = null): CurriculumLine => ({ gradeLevel: 10, profile, subjectId, hoursAWeek });
const part = (subjectId: string, hoursAWeek: number | null, division = 0, subgroup = 0): TaughtPart => ({ classId: '10А', subjectId, division, subgroup, hoursAWeek });
const check = (lines: CurriculumLine[], parts: TaughtPart[], profile: string | null = 'физмат') =>
  checkCurriculum([{ ...tenth, profile }], lines, parts).map(({ subjectId, difference, planned, givenLeast, givenMost }) => [subjectId, difference, planned, givenLeast, givenMost]);

describe('curriculum against teaching groups (SC-9)', () => {
  it('says nothing where the hours agree, whole classes and subgroups together', () => {
    expect(check([line('English', 3), line('PE', 2)], [part('PE', 2), part('English', 1), part('English', 2, 1, 1), part('English', 2, 1, 2)])).toEqual([]);
  });

  it('puts the line of the profile before the general one, in any case of letters', () => {
    const lines = [line('Maths', 8, 'ФизМат'), line('Maths', 5)];
    expect(check(lines, [part('Maths', 8)])).toEqual([]);
    expect(check(lines, [part('Maths', 8)], null)).toEqual([['Maths', 'more', 5, 8, 8]]);
    expect(check(lines, [part('Maths', 5)], 'гуманитарный')).toEqual([]);
  });

  it('names every kind of difference', () => {
    expect(check([line('no group', 2), line('less', 2), line('more', 2), line('silent', 2), line('uneven', 2), line('half', 2)], [
      part('less', 1.5), part('more', 3), part('silent', null), part('uneven', 2, 1, 1), part('uneven', 3, 1, 2), part('half', 2, 1, 1), part('extra', 1),
    ])).toEqual([
      ['no group', 'no_group', 2, 0, 0], ['less', 'less', 2, 1.5, 1.5], ['more', 'more', 2, 3, 3], ['silent', 'no_hours', 2, 0, 0], ['uneven', 'uneven', 2, 2, 3],
      ['half', 'uneven', 2, 0, 2], ['extra', 'not_planned', null, 1, 1],
    ]);
  });

  it('keeps to the grade level', () => {
    expect(check([{ ...line('Maths', 5), gradeLevel: 9 }], [])).toEqual([]);
  });
});
