import { createHash } from 'node:crypto';
import type { RoleCode } from '../src/shared/roles.js';
import { needsSecondFactor } from '../src/shared/roles.js';
import type { SchoolSpec } from './plan/school.js';

export const DEMO_SEED = 'demo';
/** One password for all demo accounts; it keeps the strict policy. */
const PASSWORD = 'Yantar7-volna';

export const KALININGRAD: SchoolSpec = {
  key: 'kgd', name: 'Демонстрационная школа «Янтарь»', shortName: 'Школа «Янтарь»', regionCode: '39', zone: 'Europe/Kaliningrad', settlement: 'Калининград',
  address: 'Калининград, Примерная улица, 1', publicCode: 'YANTAR',
};
export const KAMCHATKA: SchoolSpec = {
  key: 'kam', name: 'Демонстрационная школа «Авача»', shortName: 'Школа «Авача»', regionCode: '41', zone: 'Asia/Kamchatka', settlement: 'Петропавловск-Камчатский',
  address: 'Петропавловск-Камчатский, Примерная улица, 1', publicCode: 'AVACHA',
};

/** A person of the demo and what ties them to the schools. */
export interface DemoAccount {
  readonly key: string;
  readonly roles: readonly RoleCode[];
  readonly school: SchoolSpec | null;
  readonly name: readonly [family: string, given: string, patronymic: string];
  readonly note: string;
  /** They are this pupil: class and least age by the summer before. */
  readonly pupilOf?: string;
  /** They teach this subject (its first teacher). */
  readonly teaches?: string;
  /** Homeroom teacher of the class. */
  readonly homeroomOf?: string;
  /** Guardian of a pupil of these classes; `by` tells how the link came. */
  readonly children?: readonly { school: SchoolSpec; className: string; kind: 'mother' | 'father'; by: 'request' | 'code' }[];
  readonly regionCode?: string;
}

const staff = (key: string, role: RoleCode, name: DemoAccount['name'], note: string): DemoAccount => ({ key, roles: [role], school: KALININGRAD, name, note });
const operator = (key: string, role: RoleCode, name: DemoAccount['name'], note: string, regionCode?: string): DemoAccount => ({ key, roles: [role], school: null, name, note, regionCode });

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { key: 'parent_one', roles: ['guardian'], school: null, name: ['Ветрова', 'Мария', 'Олеговна'], note: 'Parent of one, in 4А; linked through a request', children: [{ school: KALININGRAD, className: '4А', kind: 'mother', by: 'request' }] },
  { key: 'parent_two', roles: ['guardian'], school: null, name: ['Озёров', 'Павел', 'Сергеевич'], note: 'Parent of two in different schools: 7А and 2Б', children: [{ school: KALININGRAD, className: '7А', kind: 'father', by: 'code' }, { school: KAMCHATKA, className: '2Б', kind: 'father', by: 'code' }] },
  { key: 'parent_new', roles: ['guardian'], school: null, name: ['Лугова', 'Анна', 'Игоревна'], note: 'Parent without a link yet: asks for access in the walk' },
  { key: 'pupil_15', roles: ['pupil'], school: KALININGRAD, name: ['', '', ''], note: 'Pupil of 9А, 15 years old', pupilOf: '9А' },
  { key: 'pupil_10', roles: ['pupil'], school: KALININGRAD, name: ['', '', ''], note: 'Pupil of 4А, 10 years old; the child of parent_one', pupilOf: '4А' },
  { key: 'teacher', roles: ['teacher'], school: KALININGRAD, name: ['Ясенева', 'Ирина', 'Павловна'], note: 'Teaches mathematics in 5А, 5Б and others', teaches: 'Математика' },
  { key: 'homeroom_teacher', roles: ['homeroom_teacher', 'teacher', 'guardian'], school: KALININGRAD, name: ['Рябинина', 'Ольга', 'Викторовна'], note: 'Teaches Russian, homeroom teacher of 5А, and a parent in 2А', teaches: 'Русский язык', homeroomOf: '5А', children: [{ school: KALININGRAD, className: '2А', kind: 'mother', by: 'code' }] },
  staff('methodist', 'methodist', ['Калинова', 'Вера', 'Юрьевна'], 'Reads all journals of the school'),
  staff('deputy_head', 'deputy_head', ['Дубров', 'Игорь', 'Андреевич'], 'Timetable, substitutions, all journals'),
  staff('secretary', 'secretary', ['Вербина', 'Елена', 'Романовна'], 'Decides requests'),
  staff('school_admin', 'school_admin', ['Кедров', 'Олег', 'Денисович'], 'Imports, structure, staff'),
  staff('director', 'director', ['Соснова', 'Галина', 'Михайловна'], 'Decides requests, extends them for high load'),
  operator('regional_coordinator', 'regional_coordinator', ['Берёзов', 'Юрий', 'Ильич'], 'Statistics and overdue requests of region 39', '39'),
  operator('support_agent', 'support_agent', ['Тополева', 'Юлия', 'Антоновна'], 'Accounts and tickets, no journals'),
  operator('content_editor', 'content_editor', ['Ольхина', 'Алла', 'Евгеньевна'], 'Texts and catalogues'),
  operator('system_admin', 'system_admin', ['Клёнов', 'Виктор', 'Николаевич'], 'Runs the system: calendars, settings'),
  operator('guest', 'guest', ['Ивина', 'Надежда', 'Владимировна'], 'A guest: public pages only'),
];

export interface Credentials { identifier: string; password: string; email: string; phone: string; totpSecret: string | null }

export function credentials(account: DemoAccount): Credentials {
  const number = DEMO_ACCOUNTS.indexOf(account) + 1;
  return {
    identifier: account.key, password: PASSWORD, email: `${account.key.replace('_', '.')}@demo.example`, phone: `+7900000${String(number).padStart(4, '0')}`,
    totpSecret: account.roles.some(needsSecondFactor) ? base32(createHash('sha256').update(`${DEMO_SEED}:totp:${account.key}`).digest().subarray(0, 20)) : null,
  };
}

/** The text of `demo/accounts.json`; `npm run openapi` writes it, `npm run check` compares. */
export function accountsJson(): string {
  const rows = DEMO_ACCOUNTS.map((account) => {
    const { totpSecret, ...own } = credentials(account);
    return { key: account.key, role: account.roles[0], school: account.school?.name ?? null, ...own, ...(totpSecret === null ? {} : { totpSecret }), note: account.note };
  });
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** The same as README's table. */
export function accountsTable(): string {
  const rows = DEMO_ACCOUNTS.map((account) => {
    const { identifier, totpSecret } = credentials(account);
    return `| \`${identifier}\` | ${account.roles.join(', ')} | ${account.note} | ${totpSecret === null ? '' : `\`${totpSecret}\``} |`;
  });
  return ['| identifier | roles | who | authenticator secret |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)]).join('');
}
