import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../platform/notices/index.js';
import { FamilyLinkRevoked } from './family.events.js';
import { ChildAccountRepository } from './persistence/child-account.repository.js';
import { LinkRepository } from './persistence/link.repository.js';

/** A parent whose link has ended may have known the password of the child's account: it works no more, and the others set a new one (FA-7). */
@Injectable()
export class KeptAccountNotice implements OnModuleInit {
  constructor(private readonly notices: Notices, private readonly links: LinkRepository, private readonly accounts: ChildAccountRepository) {}

  onModuleInit(): void {
    this.notices.register({
      event: FamilyLinkRevoked, type: 'family.child_password_needed', category: 'security', importance: 'high',
      audience: async ({ payload: { linkId, pupilId, schoolId, reason } }) => {
        if (reason === 'of_age' || !(await this.isKept(schoolId, pupilId))) return [];
        const others = await this.links.guardiansOf([pupilId]);
        return others.map((other) => ({ key: `${linkId}.${other.linkId}`, to: { people: [other.guardianId] }, object: { type: 'family.link', id: other.linkId }, facts: { pupilId } }));
      },
      stillTrue: async ({ subject, schoolId }) => schoolId !== null
        && (await this.links.read(schoolId, subject.object.id))?.status === 'linked' && this.isKept(schoolId, String(subject.facts?.['pupilId'])),
      text: (_, locale) => Promise.resolve(locale === 'ru'
        ? { title: 'Задайте ребёнку новый пароль', body: 'Доступ одного из представителей прекращён, и прежний пароль ребёнка больше не действует. Задайте новый в разделе «Дети».' }
        : { title: 'Set a new password for your child', body: "A representative's access has ended, and the child's former password works no more. Set a new one under Children." }),
    });
  }

  private async isKept(schoolId: string, pupilId: string): Promise<boolean> {
    return (await this.accounts.ofPupil(schoolId, pupilId))?.takenOverAt === null;
  }
}
