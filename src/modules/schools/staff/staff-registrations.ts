import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Locale, Notices, type NoticeText } from '../../../platform/notices/index.js';
import { ObjectTypes } from '../../../platform/objects/index.js';
import type { EventType } from '../../../platform/outbox/index.js';
import { SchoolRepository } from '../directory/persistence/school.repository.js';
import { OverseenSchools } from '../groups/app/overseen-schools.js';
import { PositionRepository } from './persistence/position.repository.js';
import { type PositionFact, StaffAppointed, StaffDeclined, StaffPositionEnded } from './staff.events.js';
import type { Position, PositionStatus } from './staff.model.js';

const POSITION = 'schools.staff_position';

interface Telling {
  readonly event: EventType<PositionFact>;
  readonly type: string;
  readonly status: PositionStatus;
  to(position: Position): Promise<readonly string[]>;
  readonly words: Readonly<Record<Locale, (position: Position, school: string) => NoticeText>>;
}

/** What people are told about appointments (SC-5). */
@Injectable()
export class StaffRegistrations implements OnModuleInit {
  constructor(
    private readonly objects: ObjectTypes,
    private readonly notices: Notices,
    private readonly positions: PositionRepository,
    private readonly schools: SchoolRepository,
    private readonly overseen: OverseenSchools,
  ) {}

  onModuleInit(): void {
    this.objects.register(POSITION, {
      canSee: async (actor, id) => {
        const position = await this.positions.byId(id);
        if (position === null) return false;
        if (position.personId === actor.personId || position.schoolId === actor.schoolId) return true;
        return this.overseen.includes(actor, position.schoolId);
      },
      label: async (id, locale) => ((await this.positions.byId(id)) === null ? null : { ru: 'Должность в школе', en: 'A position in a school' }[locale]),
    });
    this.tell({
      event: StaffAppointed, type: 'schools.staff_appointed', status: 'active', to: (p) => Promise.resolve([p.personId!]),
      words: {
        ru: (p, school) => ({ title: 'Вы назначены на должность', body: [p.title, school, `с ${day(p.startsOn)}`].filter((x) => x !== null).join(', ') + '.', sms: 'Вы назначены на должность в школе' }),
        en: (p, school) => ({ title: 'You were appointed to a position', body: [p.title, school, `from ${p.startsOn}`].filter((x) => x !== null).join(', ') + '.', sms: 'You were appointed to a position in a school' }),
      },
    });
    this.tell({
      event: StaffPositionEnded, type: 'schools.staff_position_ended', status: 'ended', to: (p) => Promise.resolve([p.personId!]),
      words: {
        ru: (p, school) => ({ title: 'Ваша должность прекращена', body: `${p.title === null ? '' : `${p.title}, `}${school}: последний день ${day(p.endsOn!)}.`, sms: 'Ваша должность в школе прекращена' }),
        en: (p, school) => ({ title: 'Your position has ended', body: `${p.title === null ? '' : `${p.title}, `}${school}: the last day is ${p.endsOn!}.`, sms: 'Your position in a school has ended' }),
      },
    });
    this.tell({
      event: StaffDeclined, type: 'schools.staff_declined', status: 'declined', to: (p) => Promise.resolve([p.requestedBy!]),
      words: {
        ru: (p) => ({ title: 'Назначение не подтверждено', body: `${p.title}. Причина: ${p.reason}` }),
        en: (p) => ({ title: 'An appointment was declined', body: `${p.title}. Reason: ${p.reason}` }),
      },
    });
  }

  private tell({ event, type, status, to, words }: Telling): void {
    this.notices.register({
      event, type, category: 'system', importance: 'normal',
      audience: async ({ payload: { positionId } }) => {
        const position = await this.positions.byId(positionId);
        return position?.status !== status ? [] : [{ key: positionId, to: { people: await to(position) }, object: { type: POSITION, id: positionId } }];
      },
      stillTrue: async ({ subject }) => (await this.positions.byId(subject.object.id))?.status === status,
      text: async ({ subject }, locale) => {
        const position = await this.positions.byId(subject.object.id);
        const school = position === null ? null : await this.schools.byId(position.schoolId);
        return position === null || school === null ? null : words[locale](position, school.shortName);
      },
    });
  }
}

/** `2026-11-22` → `22.11.2026`. */
function day(date: string): string {
  return date.split('-').reverse().join('.');
}
