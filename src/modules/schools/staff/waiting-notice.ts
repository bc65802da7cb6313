import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IdentityFacade } from '../../identity/index.js';
import { type NoticeSubject, Notices } from '../../../platform/notices/index.js';
import { ObjectTypes } from '../../../platform/objects/index.js';
import { Clock } from '../../../shared/clock.js';
import { overseerOf } from '../groups/app/overseen-schools.js';
import { LONG_MS } from './app/waiting-reminders.service.js';
import { ConfirmationRepository, EVERYWHERE } from './persistence/confirmation.repository.js';
import { StaffAwaitsConfirmation } from './staff.events.js';
import type { WaitingAppointments } from './staff.model.js';

/** What waits in a region; its id is the region's code. */
const QUEUE = 'schools.staff_confirmations';

/** Coordinators are told how much waits for them, and the operator what waits for nobody else or has waited long (SC-5). */
@Injectable()
export class WaitingNotice implements OnModuleInit {
  constructor(
    private readonly objects: ObjectTypes,
    private readonly notices: Notices,
    private readonly rows: ConfirmationRepository,
    private readonly identity: IdentityFacade,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.objects.register(QUEUE, {
      canSee: (actor, regionCode) => Promise.resolve(actor.role === 'system_admin' || (actor.role === 'regional_coordinator' && overseerOf(actor).regionCode === regionCode)),
      label: (_, locale) => Promise.resolve({ ru: 'Назначения, ждущие подтверждения', en: 'Appointments that wait to be confirmed' }[locale]),
    });
    this.notices.register({
      event: StaffAwaitsConfirmation, type: 'schools.staff_awaits_confirmation', category: 'system', importance: 'normal',
      audience: async ({ payload: { regionCode } }) => {
        const object = { type: QUEUE, id: regionCode };
        const coordinators = await this.rows.coordinators(regionCode, this.clock.now());
        const operators = (await this.concernsOperator(regionCode)) ? await this.identity.holders({ role: 'system_admin' }) : [];
        return [
          { key: 'coordinator', to: { people: coordinators }, object },
          { key: 'operator', to: { people: operators.filter((id) => !coordinators.includes(id)) }, object },
        ];
      },
      stillTrue: async ({ subject, personId }) => (await this.waiting(subject, personId)) !== null,
      text: async ({ subject, personId }, locale) => {
        const waiting = await this.waiting(subject, personId);
        if (waiting === null) return null;
        const since = waiting.since.toISOString().slice(0, 10);
        return {
          ru: { title: 'Назначения сотрудников ждут подтверждения', body: `Назначений: ${waiting.positions}, школ: ${waiting.schools}, самое раннее — от ${since.split('-').reverse().join('.')}.` },
          en: { title: 'Appointments of staff wait to be confirmed', body: `Appointments: ${waiting.positions}, schools: ${waiting.schools}, the oldest of ${since}.` },
        }[locale];
      },
    });
  }

  /** What waits for this person: for a coordinator in their schools, for the operator in the region. */
  private waiting({ key, object }: NoticeSubject, personId: string): Promise<WaitingAppointments | null> {
    return this.rows.waiting({ ...EVERYWHERE, regionCode: object.id, coordinator: key === 'coordinator' ? personId : null }, this.clock.now());
  }

  private async concernsOperator(regionCode: string): Promise<boolean> {
    const now = this.clock.now();
    if ((await this.rows.waiting({ ...EVERYWHERE, regionCode, uncoordinated: true }, now)) !== null) return true;
    const waiting = await this.rows.waiting({ ...EVERYWHERE, regionCode }, now);
    return waiting !== null && now.getTime() - waiting.since.getTime() >= LONG_MS;
  }
}
