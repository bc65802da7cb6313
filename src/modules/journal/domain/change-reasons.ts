/** Why a mark is changed or removed (JO-6): a preset list; `other` needs a note. */
export const CHANGE_REASONS = [
  { code: 'entered_by_mistake', ru: 'Ошибочный ввод', en: 'Entered by mistake', noteRequired: false },
  { code: 'wrong_pupil', ru: 'Отметка поставлена другому ученику', en: 'Meant for another pupil', noteRequired: false },
  { code: 'retake', ru: 'Пересдача или переписанная работа', en: 'Retaken or rewritten work', noteRequired: false },
  { code: 'debt_cleared', ru: 'Работа сдана, долг закрыт', en: 'Work handed in', noteRequired: false },
  { code: 'rechecked', ru: 'Работа проверена повторно', en: 'Work checked again', noteRequired: false },
  { code: 'appeal', ru: 'По обращению ученика или родителя', en: 'After an appeal of the family', noteRequired: false },
  { code: 'other', ru: 'Другая причина', en: 'Another reason', noteRequired: true },
] as const;
export type ChangeReasonCode = (typeof CHANGE_REASONS)[number]['code'];

export function changeReason(code: string) {
  return CHANGE_REASONS.find((reason) => reason.code === code);
}
