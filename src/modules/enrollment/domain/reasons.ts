/** Words in both languages, for what a person reads. */
export interface Words {
  readonly ru: string;
  readonly en: string;
}

const rejectReasons = new Map<string, Words>();

/**
 * Declares grounds of a refusal; each says how to mend it (domain rules, Requests). A kind takes those of others by
 * their codes. @returns the codes. @throws Error for a code declared twice
 */
export function defineRejectReasons(reasons: Readonly<Record<string, Words>>): readonly string[] {
  for (const [code, words] of Object.entries(reasons)) {
    if (rejectReasons.has(code)) throw new Error(`Ground ${code} is declared twice`);
    rejectReasons.set(code, words);
  }
  return Object.keys(reasons);
}

/** Every declared code: complete once the kinds are loaded. */
export function rejectReasonCodes(): string[] {
  return [...rejectReasons.keys()];
}

/** The usual grounds of a school. */
export const SCHOOL_REASONS = defineRejectReasons({
  not_registered: {
    ru: 'Такой ученик в школе не числится. Проверьте школу и класс, исправьте заявление и отправьте его снова.',
    en: 'The school has no such pupil. Check the school and the class, mend the request and send it again.',
  },
  data_mismatch: {
    ru: 'Данные ребёнка расходятся с данными школы. Сверьте их со свидетельством о рождении, исправьте и отправьте снова.',
    en: "The child's details differ from the school's. Compare them with the birth certificate, mend them and send again.",
  },
  document_unreadable: {
    ru: 'Документ не читается. Приложите чёткую копию и отправьте заявление снова.',
    en: 'The document cannot be read. Attach a clear copy and send the request again.',
  },
  documents_missing: {
    ru: 'Не хватает документов. Приложите недостающие и отправьте заявление снова.',
    en: 'Documents are missing. Attach them and send the request again.',
  },
  not_representative: {
    ru: 'Из документов не следует, что вы представляете ребёнка. Приложите подтверждающий документ и отправьте снова.',
    en: 'The documents do not show that you represent the child. Attach one that does and send again.',
  },
  duplicate: {
    ru: 'По этому ребёнку уже есть ваше заявление или доступ. Новое заявление не нужно.',
    en: 'You already have a request or access for this child. A new request is not needed.',
  },
  other: {
    ru: 'Причина указана в сообщении школы. Исправьте заявление по нему и отправьте снова.',
    en: "The reason is in the school's message. Mend the request by it and send it again.",
  },
});

/** The ground the system closes with (EN-6); never chosen by staff. */
export const NO_ANSWER = 'no_answer';
export const NO_ANSWER_WORDS: Words = {
  ru: 'Школа не получила от вас ответа в срок. Дополните заявление и отправьте его снова: номер сохранится.',
  en: 'The school got no answer from you in time. Complete the request and send it again: the number stays.',
};

/** Grounds of an extension; the one the director alone may use is marked (EN-6). */
export const EXTEND_REASONS = {
  additional_check: { ru: 'Нужна дополнительная проверка.', en: 'An additional check is needed.', director: false },
  other_institution: { ru: 'Нужно согласование с другим учреждением.', en: 'Another institution has to agree.', director: false },
  high_load: { ru: 'Школа получила очень много заявлений.', en: 'The school has got very many requests.', director: true },
} as const satisfies Record<string, Words & { director: boolean }>;
export type ExtendReason = keyof typeof EXTEND_REASONS;
export const EXTEND_REASON_CODES = Object.keys(EXTEND_REASONS) as ExtendReason[];

/** Words of a ground of either list, or of the system's own. */
export function reasonWords(code: string): Words | null {
  if (code === NO_ANSWER) return NO_ANSWER_WORDS;
  if (Object.hasOwn(EXTEND_REASONS, code)) return EXTEND_REASONS[code as ExtendReason];
  return rejectReasons.get(code) ?? null;
}
