import { BENCH_PASSWORD, type Dataset } from './dataset.js';
import type { Request } from './load.js';

const TOO_FEW = 'The data set has too few empty cells for so many requests: ask for fewer --requests or --rounds, or more --marks';

/** One row of performance.md: the same work asked of the floor and of the product. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly must: string;
  /** How many requests a round takes, relative to the size asked for. */
  readonly share: number;
  floor(index: number): Request;
  product(index: number): Request;
}

/** @param token an access token of a person's session */
export function scenarios(data: Dataset, token: (personId: string, sessionId: string, assignmentId: string) => string): Scenario[] {
  const year = String(data.schoolYear);
  const week = (index: number): { from: string; to: string } => {
    const monday = new Date(Date.UTC(data.schoolYear, 8, 7 + 7 * (index % 8)));
    monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
    return { from: monday.toISOString().slice(0, 10), to: new Date(monday.getTime() + 6 * 86_400_000).toISOString().slice(0, 10) };
  };
  const guardian = (index: number) => data.guardians[(index * 7919) % data.guardians.length]!;
  const group = (index: number) => data.groups[(index * 31) % data.groups.length]!;
  const bearer = (personId: string, s: { sessionId: string; assignmentId: string }) => ({ authorization: `Bearer ${token(personId, s.sessionId, s.assignmentId)}` });
  const teacherOf = (g: ReturnType<typeof group>) => bearer(g.teacherId, data.teachers.get(g.teacherId)!);
  const query = (parts: Record<string, string>): string => new URLSearchParams(parts).toString();

  // Each save takes a cell nobody has filled: the cursor only goes forward, over groups, then lessons, then pupils.
  const lessonCount = data.groups[0]!.blanks.length;
  let singles = 0;
  const nextCell = () => {
    const n = singles++;
    if (n >= data.groups.length * data.groups[0]!.pupils.length) throw new Error(TOO_FEW);
    const g = data.groups[n % data.groups.length]!;
    const round = Math.floor(n / data.groups.length);
    return { g, blank: g.blanks[0]!, pupil: g.pupils[round % g.pupils.length]! };
  };
  let columns = 0;
  const nextColumn = () => {
    const n = columns++;
    if (n >= data.groups.length * (lessonCount - 1)) throw new Error(TOO_FEW);
    const g = data.groups[n % data.groups.length]!;
    return { g, blank: g.blanks[1 + (Math.floor(n / data.groups.length) % (lessonCount - 1))]! };
  };
  const value = (index: number): string => String(2 + (index % 4));

  return [
    {
      id: 'P1', title: 'diary week of one pupil', must: '2.0', share: 1,
      floor: (i) => ({ method: 'GET', path: `/p1?${query({ school: guardian(i).schoolId, year, pupil: guardian(i).pupilId, ...week(i) })}` }),
      product: (i) => ({ method: 'GET', path: `/pupils/${guardian(i).pupilId}/diary?${query(week(i))}`, headers: bearer(guardian(i).personId, guardian(i)) }),
    },
    {
      id: 'P2', title: 'journal page, 30 pupils × 40 lessons', must: '1.5', share: 0.2,
      floor: (i) => ({ method: 'GET', path: `/p2?${query({ school: group(i).schoolId, year, group: group(i).groupId })}` }),
      product: (i) => ({ method: 'GET', path: `/teaching-groups/${group(i).groupId}/journal?term=${group(i).termId}`, headers: teacherOf(group(i)) }),
    },
    {
      id: 'P3', title: 'save one mark', must: '2.0', share: 1,
      floor: (i) => {
        const mark = data.floorMarks[(i * 104_729) % data.floorMarks.length]!;
        return { method: 'POST', path: '/p3', body: { school: mark.schoolId, year, mark: mark.id, value: value(i) } };
      },
      product: (i) => {
        const { g, blank, pupil } = nextCell();
        return { method: 'POST', path: `/lessons/${blank.lessonId}/marks`, headers: teacherOf(g), body: { marks: [{ pupilId: pupil, value: value(i), workId: blank.workId, expected: null }] } };
      },
    },
    {
      id: 'P3b', title: 'save a column of 30 (against one mark)', must: '3.0', share: 0.1,
      floor: (i) => {
        const { g, blank, pupil } = nextCell();
        return { method: 'POST', path: `/lessons/${blank.lessonId}/marks`, headers: teacherOf(g), body: { marks: [{ pupilId: pupil, value: value(i), workId: blank.workId, expected: null }] } };
      },
      product: (i) => {
        const { g, blank } = nextColumn();
        return { method: 'POST', path: `/lessons/${blank.lessonId}/marks`, headers: teacherOf(g), body: { marks: g.pupils.map((pupilId) => ({ pupilId, value: value(i), workId: blank.workId, expected: null })) } };
      },
    },
    {
      id: 'P4', title: 'save attendance of a lesson', must: '2.0', share: 0.5,
      floor: (i) => {
        const g = group(i);
        const blank = g.blanks[i % lessonCount]!;
        return { method: 'PUT', path: '/p4', body: { school: g.schoolId, year, id: blank.lessonId.slice(0, 19) + crypto.randomUUID().slice(19), lesson: blank.lessonId, pupil: g.pupils[i % 30]!, group: g.groupId, date: blank.date, teacher: g.teacherId } };
      },
      product: (i) => {
        const g = group(i);
        const blank = g.blanks[i % lessonCount]!;
        return { method: 'PUT', path: `/lessons/${blank.lessonId}/attendance`, headers: teacherOf(g), body: { entries: [{ pupilId: g.pupils[i % 30]!, status: i % 2 === 0 ? 'absent' : 'present' }] } };
      },
    },
    {
      id: 'P4b', title: 'schedule week of a class', must: '2.0', share: 1,
      floor: (i) => ({ method: 'GET', path: `/p4-week?${query({ school: group(i).schoolId, year, class: group(i).classId, ...week(i) })}` }),
      product: (i) => ({ method: 'GET', path: `/schedule?${query({ class: group(i).classId, ...week(i) })}`, headers: teacherOf(group(i)) }),
    },
    // What identity costs by itself; the floor is an empty answer.
    {
      id: 'A1', title: 'signed-in request that asks nothing', must: '-', share: 1,
      floor: () => ({ method: 'GET', path: '/empty' }),
      product: (i) => ({ method: 'GET', path: '/mark-change-reasons', headers: teacherOf(group(i)) }),
    },
    {
      id: 'A2', title: 'sign-in by password', must: '-', share: 0.1,
      floor: () => ({ method: 'GET', path: '/empty' }),
      product: (i) => ({ method: 'POST', path: '/auth/sign-in', body: { identifier: guardian(i).login, password: BENCH_PASSWORD } }),
    },
  ];
}
