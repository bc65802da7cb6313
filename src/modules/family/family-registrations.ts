import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices, type NoticeQuestion, type NoticeType } from '../../platform/notices/index.js';
import { ObjectTypes } from '../../platform/objects/index.js';
import { Clock } from '../../shared/clock.js';
import { ConsentsFacade } from '../consents/index.js';
import { IdentityFacade } from '../identity/index.js';
import type { Link } from './family.contracts.js';
import { FamilyLinked, FamilyLinkRevoked, type LinkFact } from './family.events.js';
import { COURT_DECISION, CourtDecisions } from './app/court-decisions.service.js';
import { LinkViewers } from './app/link-viewers.service.js';
import { REASON_WORDS } from './reason-words.js';
import { ChildQuery } from './persistence/child.query.js';
import { LinkRepository } from './persistence/link.repository.js';

const LINK = 'family.link';

/** What family tells the rest of the program at boot: its objects, its notices, and who decides about a child's data. */
@Injectable()
export class FamilyRegistrations implements OnModuleInit {
  constructor(
    private readonly objects: ObjectTypes,
    private readonly notices: Notices,
    private readonly consents: ConsentsFacade,
    private readonly links: LinkRepository,
    private readonly children: ChildQuery,
    private readonly identity: IdentityFacade,
    private readonly viewers: LinkViewers,
    private readonly courts: CourtDecisions,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.objects.register(LINK, {
      canSee: async (actor, id) => (await this.children.links(await this.viewers.of(actor), { pupilId: null, status: null, linkId: id }, 1, null)).length > 0,
      label: async (id, locale) => ((await this.links.exists(id)) ? { ru: 'Доступ к дневнику', en: 'Access to the diary' }[locale] : null),
    });
    this.objects.register(COURT_DECISION, {
      canSee: async (actor, id) => (await this.courts.read(actor, id)) !== null,
      label: (_, locale) => Promise.resolve({ ru: 'Решение суда', en: "A court's decision" }[locale]),
    });
    this.notices.register(this.notice('family.linked', FamilyLinked, true));
    this.notices.register(this.notice('family.link_revoked', FamilyLinkRevoked, false));
    this.identity.hasToDoWith((schoolId, personId) => this.links.represents(schoolId, personId));
    // FA-8: whoever may act for the child, and the pupil themself.
    this.consents.decideFor('child_data', async (actor, pupilId) => (await this.links.viewScope(actor.personId, pupilId, this.clock.now()))?.canAct ?? false);
  }

  /** Told to the representative whose access began or ended; no names in it, they may stand on a lock screen. */
  private notice(type: string, event: typeof FamilyLinked | typeof FamilyLinkRevoked, opened: boolean): NoticeType<LinkFact> {
    return {
      event, type, category: 'security', importance: 'high',
      audience: ({ payload }) => Promise.resolve([{ key: payload.linkId, to: { people: [payload.guardianId] }, object: { type: LINK, id: payload.linkId } }]),
      stillTrue: async (question) => ((await this.linkOf(question))?.status === 'linked') === opened,
      text: async (question, locale) => {
        const link = await this.linkOf(question);
        if (link === null) return null;
        if (opened) {
          return locale === 'ru'
            ? { title: 'Открыт доступ к дневнику', body: 'Ребёнок привязан к вашей учётной записи. Его дневник в разделе «Дети».', sms: 'Открыт доступ к дневнику ребёнка' }
            : { title: 'Access to a diary', body: 'A child is linked with your account. The diary is under Children.', sms: "You now have access to a child's diary" };
        }
        const why = link.reason === null ? '' : ` ${REASON_WORDS[link.reason][locale]}`;
        return locale === 'ru'
          ? { title: 'Доступ к дневнику прекращён', body: `Ребёнок больше не привязан к вашей учётной записи.${why}`, sms: 'Доступ к дневнику ребёнка прекращён' }
          : { title: 'Access to a diary has ended', body: `A child is no longer linked with your account.${why}`, sms: "Your access to a child's diary has ended" };
      },
    };
  }

  private async linkOf({ schoolId, subject }: NoticeQuestion): Promise<Link | null> {
    return schoolId === null ? null : this.links.read(schoolId, subject.object.id);
  }
}
