import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices, type NoticeQuestion } from '../../platform/notices/index.js';
import { Clock } from '../../shared/clock.js';
import type { Link } from './family.contracts.js';
import { FamilyLinked } from './family.events.js';
import { LinkRepository } from './persistence/link.repository.js';

/** Parents are equal and see who else is linked (domain rules, Families and rights): the others are told of somebody new. */
@Injectable()
export class JoinedNotice implements OnModuleInit {
  constructor(private readonly notices: Notices, private readonly links: LinkRepository, private readonly clock: Clock) {}

  onModuleInit(): void {
    this.notices.register({
      event: FamilyLinked, type: 'family.joined', category: 'security', importance: 'high',
      audience: async ({ payload: { linkId, guardianId, pupilId, schoolId } }) => {
        // A school's import brings both parents at once: nobody is new to anybody.
        if ((await this.links.read(schoolId, linkId))?.source === 'import') return [];
        const people = (await this.links.guardiansOf([pupilId])).map((guardian) => guardian.guardianId).filter((id) => id !== guardianId);
        return people.length === 0 ? [] : [{ key: `joined-${linkId}`, to: { people }, object: { type: 'family.link', id: linkId } }];
      },
      stillTrue: async (question) => {
        const link = await this.linkOf(question);
        return link?.status === 'linked' && await this.links.viewScope(question.personId, link.pupilId, this.clock.now()) !== null;
      },
      text: async (question, locale) => (await this.linkOf(question) === null ? null : locale === 'ru'
        ? {
          title: 'У ребёнка новый представитель', sms: 'К дневнику вашего ребёнка получил доступ ещё один представитель',
          body: 'К дневнику вашего ребёнка получил доступ ещё один представитель. Кто это, видно в разделе «Дети». Если вы его не знаете, сообщите в школу.',
        }
        : {
          title: 'A new representative of your child', sms: 'One more representative now sees the diary of your child',
          body: "One more representative has got access to your child's diary. Who it is stands under Children. If you do not know them, tell the school.",
        }),
    });
  }

  private async linkOf({ schoolId, subject }: NoticeQuestion): Promise<Link | null> {
    return schoolId === null ? null : this.links.read(schoolId, subject.object.id);
  }
}
