import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../platform/notices/index.js';
import { ObjectTypes } from '../../platform/objects/index.js';
import { Clock } from '../../shared/clock.js';
import { Addressees } from './app/addressees.service.js';
import { GuestsQuery } from './app/guests.query.js';
import { GuestAccessMoved } from './family.events.js';
import { GuestRepository } from './persistence/guest.repository.js';
import { LinkRepository } from './persistence/link.repository.js';

const TYPE = 'family.guest_access';

const WORDS = {
  guest: {
    ru: { title: 'Вас приглашают смотреть дневник', body: 'Представитель ребёнка открывает вам просмотр его дневника на время. Примите или отклоните приглашение.', sms: 'Вам открывают просмотр дневника ребёнка' },
    en: { title: 'You are invited to view a diary', body: "A child's representative lets you view the diary for a time. Accept or decline.", sms: "You are invited to view a child's diary" },
  },
  invited: {
    ru: { title: 'Дневник ребёнка открывают гостю', body: 'Другой представитель пригласил человека смотреть дневник ребёнка. Кого и до какого дня — в разделе «Гости»; прекратить доступ можете и вы.' },
    en: { title: "A guest is invited to a child's diary", body: "Another representative has invited somebody to view the child's diary. Whom and until when is under Guests; you may end it too." },
  },
  began: {
    ru: { title: 'Гость видит дневник ребёнка', body: 'Приглашённый человек принял приглашение и видит дневник ребёнка. Прекратить доступ можно в разделе «Гости».' },
    en: { title: "A guest views a child's diary", body: "The person invited has accepted and views the child's diary. The access can be ended under Guests." },
  },
  ended: {
    ru: { title: 'Доступ гостя прекращён', body: 'Гость больше не видит дневник ребёнка.' },
    en: { title: "A guest's access has ended", body: "The guest no longer views the child's diary." },
  },
} as const;

/** Parents hear of every step of a guest's access; the guest of the invitation only (FA-10). */
@Injectable()
export class GuestNotices implements OnModuleInit {
  constructor(
    private readonly notices: Notices,
    private readonly objects: ObjectTypes,
    private readonly rows: GuestRepository,
    private readonly query: GuestsQuery,
    private readonly links: LinkRepository,
    private readonly addressees: Addressees,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.objects.register(TYPE, {
      canSee: (actor, id) => this.query.sees(actor, id),
      label: async (id, locale) => ((await this.rows.read(id)) === null ? null : { ru: 'Доступ гостя', en: "A guest's access" }[locale]),
    });
    this.notices.register({
      event: GuestAccessMoved, type: TYPE, category: 'security', importance: 'normal',
      audience: async ({ payload: { accessId: id, pupilId, step } }) => {
        const access = await this.rows.read(id);
        if (access === null) return [];
        const object = { type: TYPE, id };
        const parents = (await this.links.guardiansOf([pupilId])).map((g) => g.guardianId).filter((p) => step !== 'invited' || p !== access.givenBy);
        const guest = step === 'invited' ? await this.addressees.personOf(access) : null;
        return [
          { key: `${id}.family`, to: { people: parents }, object, facts: { to: step } },
          ...(guest === null ? [] : [{ key: `${id}.guest`, to: { people: [guest] }, object, facts: { to: 'guest' } }]),
        ];
      },
      // A parent whose link has ended meanwhile hears nothing of the child.
      stillTrue: async ({ subject, personId }) => {
        const access = await this.rows.read(subject.object.id);
        const to = subject.facts?.['to'] as keyof typeof WORDS;
        if (access === null || access.status !== { guest: 'awaiting_confirmation', invited: 'awaiting_confirmation', began: 'active', ended: 'ended' }[to]) return false;
        if (to === 'guest') return (await this.addressees.ofPerson(personId, [access])).length > 0;
        return (await this.links.viewScope(personId, access.pupilId, this.clock.now()))?.as === 'guardian';
      },
      text: ({ subject }, locale) => Promise.resolve(WORDS[subject.facts?.['to'] as keyof typeof WORDS][locale]),
    });
  }
}
