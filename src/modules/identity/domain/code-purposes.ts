interface Purpose {
  /** What the message says the code is for. */
  readonly ru: string;
  readonly en: string;
  /** Sends to one recipient in an hour. */
  readonly hourly: number;
}

/** What one-time codes are asked for. A code of one purpose is void for another. */
export const CODE_PURPOSES = {
  register: { ru: 'для регистрации', en: 'to register', hourly: 3 },
  recovery: { ru: 'для восстановления доступа', en: 'to recover your account', hourly: 3 },
  login_name: { ru: 'для напоминания логина', en: 'to be reminded of the login name', hourly: 3 },
  contact: { ru: 'для смены контакта', en: 'to change a contact', hourly: 3 },
  password: { ru: 'для смены пароля', en: 'to change the password', hourly: 3 },
  personal_data: { ru: 'для изменения личных данных', en: 'to change your data', hourly: 3 },
  sign_in: { ru: 'для входа', en: 'to sign in', hourly: 6 },
  step_up: { ru: 'для подтверждения действия', en: 'to confirm an act', hourly: 6 },
  enrol_factor: { ru: 'для подключения второго фактора', en: 'to set up a second factor', hourly: 3 },
  unlock: { ru: 'для снятия блокировки входа', en: 'to unlock sign-in', hourly: 3 },
  level_letter: { ru: 'для подтверждения учётной записи', en: 'to confirm your account', hourly: 3 },
  link: { ru: 'для привязки портала', en: 'to link a portal account', hourly: 3 },
  child: { ru: 'для привязки ребёнка', en: 'to link a child', hourly: 6 },
} as const satisfies Readonly<Record<string, Purpose>>;

export type CodePurpose = keyof typeof CODE_PURPOSES;
