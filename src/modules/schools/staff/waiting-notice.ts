import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IdentityFacade } from '../../identity/index.js';
import { Notices } from '../../../platform/notices/index.js';
import { ObjectTypes } from '../../../platform/objects/index.js';
import { Clock } from '../../../shared/clock.js';
import { LONG_MS } from './app/waiting-reminders.service.js';
import { ConfirmationRepository } from './persistence/confirmation.repository.js';
import { StaffAwaitsConfirmation } from './staff.events.js';
import type { WaitingAppointments } from './staff.model.js';
import { isOverseen } from './staff.policy.js';

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
      canSee: (actor, regionCode) => Promise.resolve(isOverseen(actor, { regionCode })),
      label: (_, locale) => Promise.resolve({ ru: 'Назначения, ждущие подтверждения', en: 'Appointments that wait to be confirmed' }[locale]),
    });
    this.notices.register({
      event: StaffAwaitsConfirmation, type: 'schools.staff_awaits_confirmation', category: 'system', importance: 'normal',
      audience: async ({ payload: { regionCode } }) => {
        const people = [...await this.rows.coordinators(regionCode, this.clock.now()), ...((await this.concernsOperator(regionCode)) ? await this.operators() : [])];
        return [{ key: regionCode, to: { people: [...new Set(people)] }, object: { type: QUEUE, id: regionCode } }];
      },
      stillTrue: async ({ subject: { object } }) => (await this.waiting(object.id)) !== null,
      text: async ({ subject: { object } }, locale) => {
        const waiting = await this.waiting(object.id);
        if (waiting === null) return null;
        const since = waiting.since.toISOString().slice(0, 10);
        return {
          ru: { title: 'Назначения сотрудников ждут подтверждения', body: `Назначений: ${waiting.positions}, школ: ${waiting.schools}, самое раннее — от ${since.split('-').reverse().join('.')}.` },
          en: { title: 'Appointments of staff wait to be confirmed', body: `Appointments: ${waiting.positions}, schools: ${waiting.schools}, the oldest of ${since}.` },
        }[locale];
      },
    });
  }

  private waiting(regionCode: string, uncoordinated = false): Promise<WaitingAppointments | null> {
    return this.rows.waiting({ regionCode, schoolId: null, uncoordinated }, this.clock.now());
  }

  private async concernsOperator(regionCode: string): Promise<boolean> {
    if ((await this.waiting(regionCode, true)) !== null) return true;
    const since = (await this.waiting(regionCode))?.since;
    return since !== undefined && this.clock.now().getTime() - since.getTime() >= LONG_MS;
  }

  private operators(): Promise<string[]> {
    return this.identity.holders({ role: 'system_admin' });
  }
}
