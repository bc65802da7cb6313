import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import { Newcomers } from '../../staff/app/newcomers.service.js';
import { type Order, Staff } from '../../staff/app/staff.service.js';
import { StaffFileRepository } from '../../staff/persistence/staff-file.repository.js';
import type { PositionRole } from '../../staff/staff.model.js';
import { requireMayAppoint } from '../../staff/staff.policy.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { parseName, russianDate } from '../domain/cells.js';
import { planStaff, type StaffPlan, type StaffRow } from '../domain/plan-staff.js';
import { type Cells, readRows } from '../domain/read-rows.js';

const ROLES: Readonly<Record<PositionRole, readonly string[]>> = {
  teacher: ['учитель', 'педагог', 'преподаватель'], methodist: ['методист'], deputy_head: ['завуч', 'заместитель директора'], secretary: ['секретарь'],
  school_admin: ['администратор'], director: ['директор'],
};

/** Somebody with an account, or somebody new. */
type Who = Pick<Order, 'personId' | 'family' | 'person'>;

interface Row extends StaffRow {
  readonly role: PositionRole;
  readonly orderNumber: string;
  readonly startsOn: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * Who works in the school as what, by which order. Somebody new gets an account: login and transit password go to the contact
 * in the row, which never comes out again. Whoever takes the file in appoints whom they may appoint, no more.
 */
@Injectable()
export class StaffKind implements ImportKindOf {
  static readonly kind = 'staff';
  static readonly exported = { ru: 'Выгружен список сотрудников', en: 'Exported the staff' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'externalId', headings: ['Внешний код', 'externalId', 'табельный номер', 'код'] },
    { key: 'family', headings: ['Фамилия', 'family', 'last name'] },
    { key: 'given', headings: ['Имя', 'given', 'first name'] },
    { key: 'patronymic', headings: ['Отчество', 'patronymic'] },
    { key: 'role', headings: ['Роль', 'role'] },
    { key: 'title', headings: ['Должность', 'title', 'position'] },
    { key: 'orderNumber', headings: ['Приказ', 'orderNumber', 'order', 'номер приказа'] },
    { key: 'startsOn', headings: ['Работает с', 'startsOn', 'дата приёма', 'принят'] },
    { key: 'email', headings: ['E-mail', 'email', 'почта', 'электронная почта'] },
    { key: 'phone', headings: ['Телефон', 'phone'] },
  ];
  readonly exportedColumns = this.columns.map(({ key }) => key).filter((key) => key !== 'email' && key !== 'phone');

  constructor(private readonly staff: Staff, private readonly newcomers: Newcomers, private readonly positions: StaffFileRepository) {}

  async draft({ actor, schoolId, table }: ImportContext): Promise<Draft> {
    const read = readRows(table, ['family', 'given', 'role', 'title', 'orderNumber'], (cells) => this.read(cells, actor));
    const plan = planStaff(read.rows, await this.positions.standing(schoolId), table.headings);
    const errors = plan.created.filter(({ row, personId, as }) => personId === null && as === null && row.email === null && row.phone === null)
      .map(({ row }) => ({ line: row.line, column: table.headings.get('email')!, code: 'identity.contact_needed' }));
    const wrong = new Set(errors.map(({ line }) => line));
    const good = plan.created.filter(({ row, as }) => !wrong.has(row.line) && (as === null || !wrong.has(as)));
    return {
      created: good.length, changed: plan.coded.length, same: plan.same, errors: [...read.errors, ...plan.errors, ...errors],
      write: (by) => this.write(by, schoolId, { ...plan, created: good }),
    };
  }

  async exportRows(schoolId: string): Promise<(string | null)[][]> {
    return (await this.positions.standing(schoolId)).filter(({ title, orderNumber }) => title !== null && orderNumber !== null).map(({ externalId, name, role, title, orderNumber, startsOn }) =>
      [externalId, name.family, name.given, name.patronymic ?? null, ROLES[role][0]!, title, orderNumber, russianDate(startsOn)]);
  }

  private read(cells: Cells, actor: Actor): Omit<Row, 'line'> {
    const name = readName(cells);
    const role = cells.raw('role') === '' ? cells.required<PositionRole>('role', 'teacher') : cells.word('role', ROLES) ?? 'teacher';
    try {
      requireMayAppoint(actor, role, null);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      cells.say('role', error.code);
    }
    return {
      name, role, externalId: cells.text('externalId', 100), title: cells.requiredText('title', 200), orderNumber: cells.requiredText('orderNumber', 100), startsOn: cells.date('startsOn'),
      ...this.contacts(cells, name),
    };
  }

  /** A contact that stands in a row has to be one, whether or not it is needed. */
  private contacts(cells: Cells, name: PersonName): { email: string | null; phone: string | null } {
    const typed = { email: cells.text('email', 254), phone: cells.text('phone', 30) };
    if (typed.email === null && typed.phone === null) return typed;
    try {
      const { email, phone } = this.newcomers.read({ name, ...typed });
      return { email, phone };
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      for (const { pointer, code, params } of error.errors) cells.say(pointer === '/person/phone' ? 'phone' : 'email', code, params);
      return typed;
    }
  }

  private async write(actor: Actor, schoolId: string, plan: StaffPlan<Row>): Promise<void> {
    // whoever is new has no account until the region has confirmed: a further position then waits for the same newcomer
    const people = new Map<number, Who>();
    for (const { row, personId, as } of plan.created) {
      const { name, email, phone, role, title, orderNumber, startsOn, externalId } = row;
      const who: Who = personId !== null ? { personId, family: name.family } : (as === null ? undefined : people.get(as)) ?? { person: { name, email, phone } };
      const position = await this.staff.appoint(actor, schoolId, { ...who, role, title, orderNumber, startsOn: startsOn ?? undefined });
      people.set(row.line, position.personId === null ? who : { personId: position.personId, family: name.family });
      if (externalId !== null) await this.positions.code(schoolId, position.id, externalId);
    }
    for (const { positionId, externalId } of plan.coded) await this.positions.code(schoolId, positionId, externalId);
  }
}

function readName(cells: Cells): PersonName {
  const typed = { family: cells.requiredText('family', 100), given: cells.requiredText('given', 100), patronymic: cells.text('patronymic', 100) };
  const whole = Object.values(typed).join(' ');
  const part = (key: 'family' | 'given' | 'patronymic'): string => {
    const text = typed[key] ?? '';
    const name = text === '' ? '' : parseName(text, whole);
    if (name === null) cells.say(key, 'imports.name');
    return name ?? '';
  };
  return { family: part('family'), given: part('given'), patronymic: part('patronymic') || null };
}
