import { isoOffset } from '../../../shared/period.js';
import type { Diary, DiaryLesson } from '../diary.contracts.js';
import type { DiaryRow } from '../persistence/diary.repository.js';

/** Rows in the order of time, gathered by day. */
export function toDays(rows: readonly DiaryRow[]): Diary['days'] {
  const days: { date: string; lessons: DiaryLesson[] }[] = [];
  for (const row of rows) {
    if (row.id === null) continue;
    let day = days.at(-1);
    if (day?.date !== row.date) days.push(day = { date: row.date, lessons: [] });
    day.lessons.push(toLesson(row, row.id));
  }
  return days;
}

function toLesson(row: DiaryRow, id: string): DiaryLesson {
  const zone = isoOffset(row.offset);
  return {
    id, number: row.number, shift: row.shift,
    startsAt: `${row.date}T${row.startTime}${zone}`,
    endsAt: `${row.date}T${row.endTime}${zone}`,
    subject: { id: row.subjectId, name: row.subject },
    teacher: { id: row.teacherId, name: row.teacher },
    room: row.room, onlineUrl: row.onlineUrl, topic: row.topic, status: row.status, reason: row.reason,
    // Homework is due when its day begins; there is one text a lesson, so the lesson's id names it.
    homework: row.homework === null ? [] : [{ id, text: row.homework, dueOn: row.dueOn, dueAt: row.dueOn === null ? null : `${row.dueOn}T00:00:00${zone}` }],
    marks: row.marks ?? [],
    attendance: row.attendance === null ? null : { status: row.attendance, reason: row.absenceReason, minutes: row.minutes },
  };
}
