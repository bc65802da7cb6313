import { defineErrors } from '../../shared/domain-error.js';

/** Paper applications and requests brought in person (EN-14). */
defineErrors({
  'enrollment.scan_required': { kind: 'invalid', ru: 'Приложите скан бумажного заявления (вид «application»).', en: 'Attach a scan of the paper application (of the type "application").' },
  'enrollment.parent_on_paper': { kind: 'invalid', ru: 'С бумаги вносят заявления родителей. Ученик подаёт своё сам, из своего кабинета.', en: 'Applications of parents are entered from paper. A pupil sends their own from their cabinet.' },
  'enrollment.no_printed_form': { kind: 'conflict', ru: 'Заявления этого вида не печатают: подайте его из своего кабинета.', en: 'Requests of this kind have no printed form: send it from your cabinet.' },
  'enrollment.other_applicant': { kind: 'invalid', ru: 'Это не бумажное заявление этого человека в вашу школу. Проверьте имя или не указывайте прежнее заявление.', en: 'This is no paper application of this person to your school. Check the name, or name no earlier application.' },
  'enrollment.no_login_slip': { kind: 'conflict', ru: 'Логин печатается только заявителю с бумажным заявлением, у которого нет ни почты, ни телефона, после отправки заявления. Остальным он уходит на указанный контакт.', en: 'A login is printed only for an applicant on paper with neither e-mail nor telephone, once the request was sent. To others it goes to their contact.' },
  'enrollment.own_on_paper': { kind: 'invalid', ru: 'Это вы. Подайте заявление из своего кабинета: рассмотрит его другой сотрудник.', en: 'This is you. Send the request from your own cabinet: another person will decide it.' },
  'enrollment.number': { kind: 'invalid', ru: 'Это не номер заявления. Проверьте цифры, например 2026-77-000123-5, или отсканируйте QR-код.', en: 'This is no number of a request. Check the digits, such as 2026-77-000123-5, or scan the QR code.' },
});
