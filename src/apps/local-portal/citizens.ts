/** A ready person of the demo's portal. */
export interface Citizen {
  /** The portal's name for them. */
  readonly id: string;
  /** What the login page shows. */
  readonly note: string;
  /** They sign in with a second factor there. */
  readonly strong: boolean;
  readonly claims: Readonly<Record<string, unknown>>;
}

const proved = (phone: string, email: string) => ({ phone_number: phone, phone_number_verified: true, email, email_verified: true });

/** Everything here is made up; SNILS have right check digits. */
export const CITIZENS: readonly Citizen[] = [
  {
    id: 'confirmed-adult', note: 'Взрослый с подтверждённой записью (второй фактор)', strong: true,
    claims: { family_name: 'Ветрова', given_name: 'Мария', middle_name: 'Олеговна', birthdate: '1986-05-14', snils: '112-233-445 95', trusted: true, ...proved('+79000000001', 'parent.one@demo.example') },
  },
  {
    id: 'simplified-adult', note: 'Взрослый с упрощённой записью', strong: false,
    claims: { family_name: 'Полев', given_name: 'Денис', middle_name: 'Ильич', birthdate: '1990-02-01', ...proved('+79000000102', 'polev@demo.example') },
  },
  {
    id: 'child', note: 'Ребёнок: учётная запись, созданная родителем', strong: false,
    claims: { family_name: 'Ветров', given_name: 'Илья', middle_name: 'Андреевич', birthdate: '2016-07-03', child: true },
  },
  {
    id: 'no-patronymic', note: 'Взрослый без отчества', strong: true,
    claims: { family_name: 'Ли', given_name: 'Анна', birthdate: '1992-11-30', snils: '087-654-303 00', trusted: true, ...proved('+79000000104', 'li@demo.example') },
  },
  {
    id: 'other-data', note: 'Взрослый, чьи данные расходятся с кабинетом', strong: true,
    claims: { family_name: 'Ветрова', given_name: 'Марина', middle_name: 'Олеговна', birthdate: '1986-05-15', snils: '112-233-445 95', trusted: true, ...proved('+79000000105', 'other@demo.example') },
  },
];
