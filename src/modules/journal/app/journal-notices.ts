import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Locale, Notices, type NoticeQuestion, type NoticeSubject, type NoticeText } from '../../../platform/notices/index.js';
import type { Delivered } from '../../../platform/outbox/index.js';
import { ConsentsFacade } from '../../consents/index.js';
import { type AttendanceSaved, attendanceSaved, type MarksSaved, marksSaved } from '../journal.events.js';
import { type Absence, type MarkAct, NoticesRepository } from '../persistence/notices.repository.js';

/** What families are told about the journal: every mark and every change (JO-7), absence without a reason and lateness (AT-3). */
@Injectable()
export class JournalNotices implements OnModuleInit {
  constructor(private readonly notices: Notices, private readonly facts: NoticesRepository, private readonly consents: ConsentsFacade) {}

  onModuleInit(): void {
    this.notices.register({
      event: marksSaved, type: 'journal.mark', category: 'mark', importance: 'normal',
      audience: (event) => this.marks(event),
      stillTrue: async (question) => (await this.mark(question))?.last === true && (await this.mayKnow(question)) && (await this.mayTellMarks(question)),
      text: async (question, locale) => markText(await this.mark(question), locale),
    });
    this.notices.register({
      event: attendanceSaved, type: 'journal.absence', category: 'absence', importance: 'high',
      audience: (event) => this.absences(event),
      stillTrue: async (question) => alarming(await this.absence(question)) && (await this.mayKnow(question)),
      text: async (question, locale) => absenceText(await this.absence(question), locale),
    });
  }

  private async marks({ schoolId, payload }: Delivered<MarksSaved>): Promise<NoticeSubject[]> {
    const acts = await this.facts.markActs(schoolId!, payload.schoolYear, payload.marks);
    return acts.map(({ markId, version, pupilId }) => ({
      key: markId, to: { pupilId, who: 'family' }, object: { type: 'journal.mark', id: markId },
      facts: { schoolYear: payload.schoolYear, version, pupilId },
    }));
  }

  private async absences({ schoolId, payload }: Delivered<AttendanceSaved>): Promise<NoticeSubject[]> {
    const found = await this.facts.absences(schoolId!, payload.schoolYear, payload.entries);
    return found.filter(alarming).map(({ id, version, pupilId }) => ({
      key: id, to: { pupilId, who: 'guardians' }, object: { type: 'journal.attendance', id },
      facts: { schoolYear: payload.schoolYear, version, pupilId },
    }));
  }

  private async mark({ schoolId, subject: { key, facts } }: NoticeQuestion): Promise<MarkAct | null> {
    return (await this.facts.markActs(schoolId!, Number(facts!['schoolYear']), [[key, Number(facts!['version'])]]))[0] ?? null;
  }

  private async absence({ schoolId, subject: { key, facts } }: NoticeQuestion): Promise<Absence | null> {
    return (await this.facts.absences(schoolId!, Number(facts!['schoolYear']), [[key, Number(facts!['version'])]]))[0] ?? null;
  }

  /** Marks leave the school only with a consent that stands (FA-8); absence is safety and is always told. */
  private mayTellMarks({ subject }: NoticeQuestion): Promise<boolean> {
    return this.consents.isGiven(String(subject.facts!['pupilId']), 'child_data');
  }

  private mayKnow({ schoolId, personId, subject }: NoticeQuestion): Promise<boolean> {
    return this.facts.mayKnow(schoolId!, String(subject.facts!['pupilId']), personId);
  }
}

/** Lateness, or an absence nobody has explained. */
function alarming(absence: Absence | null): boolean {
  return absence !== null && (absence.status === 'late' || (absence.status === 'absent' && absence.reasonCode === null));
}

function markText(mark: MarkAct | null, locale: Locale): NoticeText | null {
  if (mark === null) return null;
  const { subject, work, before, after } = mark;
  const date = shownDate(mark.date, locale);
  if (locale === 'en') {
    const body = { given: `${subject}, ${date}: ${after} (${work}).`, changed: `${subject}, ${date}: ${before} became ${after} (${work}).`, removed: `${subject}, ${date}: ${before} was taken back (${work}).` };
    return { title: `${{ given: 'New mark', changed: 'Mark changed', removed: 'Mark removed' }[mark.act]}: ${subject}`, body: body[mark.act], sms: 'School Cabinet: there is something new in the diary' };
  }
  const body = { given: `${subject}, ${date}: ${after} (${work}).`, changed: `${subject}, ${date}: вместо ${before} теперь ${after} (${work}).`, removed: `${subject}, ${date}: отметка ${before} снята (${work}).` };
  return { title: `${{ given: 'Новая отметка', changed: 'Отметка изменена', removed: 'Отметка снята' }[mark.act]}: ${subject}`, body: body[mark.act], sms: 'Школьный кабинет: новое в дневнике' };
}

function absenceText(absence: Absence | null, locale: Locale): NoticeText | null {
  if (absence === null) return null;
  const { subject, number, minutes, status } = absence;
  const date = shownDate(absence.date, locale);
  if (locale === 'en') {
    return status === 'late'
      ? { title: 'Late for a lesson', body: `${date}, lesson ${number}, ${subject}: came late${minutes === null ? '' : ` by ${minutes} min`}.`, sms: 'School Cabinet: late for a lesson, see the diary' }
      : { title: 'Absent from a lesson', body: `${date}, lesson ${number}, ${subject}: absent, no reason is known. Please tell the class teacher.`, sms: 'School Cabinet: absent from a lesson, see the diary' };
  }
  return status === 'late'
    ? { title: 'Опоздание на урок', body: `${date}, урок ${number}, ${subject}: опоздание${minutes === null ? '' : ` на ${minutes} мин`}.`, sms: 'Школьный кабинет: опоздание на урок, подробности в дневнике' }
    : { title: 'Отсутствие на уроке', body: `${date}, урок ${number}, ${subject}: ученик отсутствует, причина неизвестна. Сообщите её классному руководителю.`, sms: 'Школьный кабинет: отсутствие на уроке, подробности в дневнике' };
}

function shownDate(date: string, locale: Locale): string {
  const [year, month, day] = date.split('-');
  return locale === 'ru' ? `${day}.${month}.${year}` : date;
}
