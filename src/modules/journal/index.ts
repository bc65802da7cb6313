export type { AbsenceReason, AttendanceInput, AttendanceStatus } from './domain/attendance.js';
export type { CellInput } from './domain/cells.js';
export type { JournalReader, LessonRecord, PupilAverage, SavedAttendance, SavedMark, SavedMarks } from './journal.contracts.js';
export { type AttendanceSaved, attendanceSaved, type MarksSaved, marksSaved } from './journal.events.js';
export { JournalFacade } from './journal.facade.js';
export { JournalModule } from './journal.module.js';
