import type { PrintedLine } from './kind.js';

/** A child's name and birth, as forms name them. @param at pointer of the child */
export function childLines(at: string): readonly PrintedLine[] {
  return [
    { pointer: `${at}/name/family`, label: { ru: 'Фамилия ребёнка', en: "Child's family name" } },
    { pointer: `${at}/name/given`, label: { ru: 'Имя ребёнка', en: "Child's given name" } },
    { pointer: `${at}/name/patronymic`, label: { ru: 'Отчество ребёнка (если есть)', en: "Child's patronymic (if any)" } },
    { pointer: `${at}/birthDate`, label: { ru: 'Дата рождения', en: 'Birth date' } },
    { pointer: `${at}/sex`, label: { ru: 'Пол', en: 'Sex' }, choices: { m: { ru: 'мужской', en: 'male' }, f: { ru: 'женский', en: 'female' } } },
    { pointer: `${at}/snils`, label: { ru: 'СНИЛС (если есть)', en: 'SNILS (if any)' } },
    { pointer: `${at}/inn`, label: { ru: 'ИНН (если есть)', en: 'INN (if any)' } },
  ];
}

/** A child's identity document. @param at its pointer */
export function documentLines(at: string): readonly PrintedLine[] {
  return [
    {
      pointer: `${at}/kind`, label: { ru: 'Документ ребёнка', en: "Child's document" },
      choices: { birth_certificate: { ru: 'свидетельство о рождении', en: 'birth certificate' }, passport: { ru: 'паспорт', en: 'passport' }, foreign: { ru: 'иностранный документ', en: 'foreign document' } },
    },
    { pointer: `${at}/series`, label: { ru: 'Серия', en: 'Series' } },
    { pointer: `${at}/number`, label: { ru: 'Номер', en: 'Number' } },
    { pointer: `${at}/issuedBy`, label: { ru: 'Кем выдан', en: 'Issued by' } },
    { pointer: `${at}/issuedOn`, label: { ru: 'Когда выдан', en: 'Issued on' } },
  ];
}

/** The child of a request with its identity document. */
export const CHILD_LINES: readonly PrintedLine[] = [
  ...childLines('/child'),
  { pointer: '/child/citizenship', label: { ru: 'Гражданство', en: 'Citizenship' } },
  ...documentLines('/child/document'),
  { pointer: '/child/registrationAddress', label: { ru: 'Адрес регистрации ребёнка', en: "Child's address of registration" } },
];

/** Who asks, beside the name. */
export const APPLICANT_LINES: readonly PrintedLine[] = [
  {
    pointer: '/relationship', label: { ru: 'Кем приходитесь ребёнку', en: 'Relation to the child' },
    choices: { mother: { ru: 'мать', en: 'mother' }, father: { ru: 'отец', en: 'father' }, guardian: { ru: 'опекун', en: 'guardian' }, other: { ru: 'другое', en: 'other' } },
  },
  { pointer: '/applicantDetails/passport/series', label: { ru: 'Паспорт заявителя: серия', en: "Applicant's passport: series" } },
  { pointer: '/applicantDetails/passport/number', label: { ru: 'Паспорт заявителя: номер', en: "Applicant's passport: number" } },
  { pointer: '/applicantDetails/passport/issuedBy', label: { ru: 'Кем выдан', en: 'Issued by' } },
  { pointer: '/applicantDetails/passport/issuedOn', label: { ru: 'Когда выдан', en: 'Issued on' } },
  { pointer: '/applicantDetails/registrationAddress', label: { ru: 'Адрес регистрации заявителя', en: "Applicant's address of registration" } },
];
