import { defineErrors } from '../../shared/domain-error.js';

/** Refusals of the workflow. */
defineErrors({
  'enrollment.transition_not_allowed': {
    kind: 'conflict',
    ru: 'Сейчас это сделать нельзя: состояние заявления уже другое. Обновите страницу и выберите из доступных действий.',
    en: 'This cannot be done now: the request is in another state. Reload it and choose one of the allowed actions.',
  },
  'enrollment.already_open': {
    kind: 'conflict',
    ru: 'У вас уже есть такое заявление: {number}. Дождитесь ответа или отзовите его.',
    en: 'You already have such a request: {number}. Wait for the answer or withdraw it.',
  },
  'enrollment.duplicates': {
    kind: 'conflict',
    ru: 'В школе есть похожие ученики. Выберите одного из них или подтвердите, что это другой ребёнок.',
    en: 'The school has similar pupils. Choose one of them, or confirm that this is another child.',
  },
  'enrollment.too_late_to_ask': {
    kind: 'conflict',
    ru: 'Срок рассмотрения истёк, запросить дополнение уже нельзя. Примите решение по заявлению.',
    en: 'The term has ended, so nothing more can be asked for. Decide the request.',
  },
  'enrollment.director_only': {
    kind: 'forbidden',
    ru: 'Продлить срок из-за высокой нагрузки может только директор.',
    en: 'Only the director may extend the term because of high load.',
  },
  'enrollment.applicant_is_other_pupil': {
    kind: 'conflict',
    ru: 'Учётная запись заявителя уже привязана к другому ученику школы. Выберите его.',
    en: "The applicant's account already belongs to another pupil of the school. Choose that one.",
  },
  'enrollment.no_receipt': {
    kind: 'conflict',
    ru: 'Расписка выдаётся после отправки заявления. Отправьте его.',
    en: 'A receipt is given once the request is sent. Send it first.',
  },
  'enrollment.receipt_unknown': {
    kind: 'not_found',
    ru: 'Заявления с таким номером и кодом проверки нет. Проверьте, что оба переписаны с расписки без ошибок.',
    en: 'There is no request with this number and verification code. Check that both are copied from the receipt without mistakes.',
  },
  'enrollment.decide_by_hand': {
    kind: 'conflict',
    ru: 'Такие заявления рассматривают по одному. Откройте заявление и решите его.',
    en: 'Such requests are decided one by one. Open this one and decide it.',
  },
  'enrollment.match_by_hand': {
    kind: 'conflict',
    ru: 'По данным заявления нельзя однозначно определить ученика. Откройте заявление и выберите ученика сами.',
    en: 'The pupil cannot be told for certain from the request. Open it and choose the pupil yourself.',
  },
});

/** What can be wrong with a field when it is sent (EN-3). */
defineErrors({
  'enrollment.school_unknown': { kind: 'invalid', ru: 'Такой школы нет в справочнике. Выберите школу из списка.', en: 'There is no such school in the directory. Choose one from the list.' },
  'enrollment.school_not_open': { kind: 'invalid', ru: 'Эта школа пока не подключена к электронному дневнику.', en: 'This school is not connected to the electronic diary yet.' },
  'enrollment.school_fixed': { kind: 'invalid', ru: 'Школу отправленного заявления изменить нельзя. Подайте новое заявление.', en: 'The school of a request that was sent cannot be changed. Make a new request.' },
  'enrollment.class_unknown': { kind: 'invalid', ru: 'В школе нет класса «{name}» в этом учебном году. Проверьте номер и букву.', en: 'The school has no class {name} this school year. Check the number and the letter.' },
  'enrollment.name': { kind: 'invalid', ru: 'Имя пишется буквами; допустимы дефис, пробел и апостроф.', en: 'A name is written with letters; a dash, a space and an apostrophe are allowed.' },
  'enrollment.date': { kind: 'invalid', ru: 'Укажите существующую дату, например 07.05.2015.', en: 'Give an existing date, such as 07.05.2015.' },
  'enrollment.date_in_future': { kind: 'invalid', ru: 'Эта дата ещё не наступила.', en: 'This date is in the future.' },
  'enrollment.birth_date_out_of_range': { kind: 'invalid', ru: 'Проверьте дату рождения: школьнику должно быть от {from} до {to} лет.', en: 'Check the birth date: a pupil is between {from} and {to} years old.' },
  'enrollment.choice': { kind: 'invalid', ru: 'Выберите одно из значений: {allowed}.', en: 'Choose one of: {allowed}.' },
  'enrollment.snils': { kind: 'invalid', ru: 'СНИЛС набран с ошибкой: контрольное число не сходится. Проверьте 11 цифр.', en: 'The SNILS has a mistake: its check number does not agree. Check the 11 digits.' },
  'enrollment.certificate_series': { kind: 'invalid', ru: 'Серия свидетельства о рождении: римское число и две буквы, например IV-АН.', en: 'The series of a birth certificate is a Roman numeral and two Cyrillic letters, such as IV-АН.' },
  'enrollment.certificate_number': { kind: 'invalid', ru: 'Номер свидетельства о рождении: 6 цифр.', en: 'The number of a birth certificate has 6 digits.' },
  'enrollment.passport_series': { kind: 'invalid', ru: 'Серия паспорта: 4 цифры.', en: 'The series of a passport has 4 digits.' },
  'enrollment.passport_number': { kind: 'invalid', ru: 'Номер паспорта: 6 цифр.', en: 'The number of a passport has 6 digits.' },
  'enrollment.passport_from_14': { kind: 'invalid', ru: 'Паспорт выдают с 14 лет. Укажите свидетельство о рождении.', en: 'A passport is given from the age of 14. Name the birth certificate.' },
  'enrollment.document_number': { kind: 'invalid', ru: 'Номер документа: от 1 до 30 букв и цифр.', en: 'The number of the document has 1 to 30 letters and digits.' },
  'enrollment.passport_issued_before_14': { kind: 'invalid', ru: 'Паспорт не мог быть выдан до 14 лет. Проверьте дату выдачи.', en: 'A passport cannot have been issued before the age of 14. Check the date of issue.' },
  'enrollment.citizenship': { kind: 'invalid', ru: 'Укажите страну двумя латинскими буквами, например RU, или none, если гражданства нет.', en: 'Name the country by two letters, such as RU, or none for no citizenship.' },
  'enrollment.address': { kind: 'invalid', ru: 'Укажите адрес полностью: населённый пункт, улицу, дом.', en: 'Give the whole address: settlement, street, house.' },
  'enrollment.phone': { kind: 'invalid', ru: 'Телефон набран с ошибкой. Пример: +7 912 345-67-89.', en: 'The phone number is wrong. An example: +7 912 345-67-89.' },
  'enrollment.email': { kind: 'invalid', ru: 'Адрес электронной почты набран с ошибкой. Пример: name@example.ru.', en: 'The e-mail address is wrong. An example: name@example.ru.' },
  'enrollment.not_asked': { kind: 'invalid', ru: 'Эта школа таких сведений не запрашивает. Очистите поле.', en: 'This school does not ask for this. Clear the field.' },
  'enrollment.school_elsewhere': { kind: 'invalid', ru: 'Выбранная школа находится в другом месте. Проверьте регион, населённый пункт и школу.', en: 'The school chosen is in another place. Check the region, the settlement and the school.' },
  'enrollment.school_code_unknown': { kind: 'invalid', ru: 'Школы с таким кодом нет. Проверьте код или выберите школу из справочника.', en: 'There is no school with this code. Check the code or choose the school from the directory.' },
  'enrollment.school_code_other': { kind: 'invalid', ru: 'Это код другой школы. Исправьте код или выберите школу этого кода.', en: 'This code belongs to another school. Mend the code, or choose the school it belongs to.' },
  'enrollment.issued_before_birth': { kind: 'invalid', ru: 'Документ не мог быть выдан до рождения ребёнка.', en: 'The document cannot have been issued before the child was born.' },
  'enrollment.applicant_from_14': { kind: 'invalid', ru: 'Самостоятельно подать заявление можно с 14 лет. Попросите родителя.', en: 'One may ask for oneself from the age of 14. Ask a parent to do it.' },
  'enrollment.not_your_data': { kind: 'invalid', ru: 'Заявление о себе: это поле должно совпадать с вашим профилем.', en: 'A request about yourself: this field must agree with your profile.' },
  'enrollment.consent_required': { kind: 'invalid', ru: 'Без согласия на обработку данных ребёнка дневник открыть нельзя.', en: "Without consent to the processing of the child's data the diary cannot be opened." },
  'enrollment.consent_outdated': { kind: 'invalid', ru: 'Текст согласия изменился. Прочтите новый (версия {version}) и подтвердите.', en: 'The text of the consent has changed. Read the new one (version {version}) and confirm.' },
  'enrollment.document_required': { kind: 'invalid', ru: 'Приложите копию документа ребёнка.', en: "Attach a copy of the child's document." },
  'enrollment.parent_consent_required': { kind: 'invalid', ru: 'До 18 лет нужно согласие родителя: приложите его копию.', en: "Under 18 a parent's consent is needed: attach a copy." },
  'enrollment.file_unknown': { kind: 'invalid', ru: 'Файл не найден. Загрузите его ещё раз.', en: 'The file was not found. Upload it again.' },
  'enrollment.file_rejected': { kind: 'invalid', ru: 'Файл не прошёл проверку. Загрузите другой.', en: 'The file did not pass the check. Upload another.' },
  'enrollment.file_twice': { kind: 'invalid', ru: 'Этот файл уже приложен.', en: 'This file is attached already.' },
  'enrollment.pupil_unknown': { kind: 'invalid', ru: 'В школе нет такого ученика.', en: 'The school has no such pupil.' },
  'enrollment.one_target': { kind: 'invalid', ru: 'Укажите ученика (pupilId) или createPupil: true.', en: 'Name the pupil (pupilId), or createPupil: true.' },
  'enrollment.extended_too_short': { kind: 'invalid', ru: 'Продлённый срок не может быть короче обычного.', en: 'The extended term cannot be shorter than the usual one.' },
  'enrollment.not_decider': { kind: 'invalid', ru: 'Этот сотрудник не рассматривает такие заявления.', en: 'This person does not decide such requests.' },
  'enrollment.message_required': { kind: 'invalid', ru: 'Напишите заявителю, в чём дело и что исправить.', en: 'Tell the applicant what is wrong and how to mend it.' },
});
