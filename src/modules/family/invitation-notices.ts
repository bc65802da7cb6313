import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../platform/notices/index.js';
import { Addressees } from './app/addressees.service.js';
import { FamilyInvited } from './family.events.js';
import { InvitationRepository } from './persistence/invitation.repository.js';

/** Somebody invited is told, when they have an account; whether they do, nobody else learns (FA-3). */
@Injectable()
export class InvitationNotices implements OnModuleInit {
  constructor(private readonly notices: Notices, private readonly invitations: InvitationRepository, private readonly addressees: Addressees) {}

  onModuleInit(): void {
    this.notices.register({
      event: FamilyInvited, type: 'family.invited', category: 'security', importance: 'high',
      audience: async ({ payload: { invitationId: id } }) => {
        const invitation = await this.invitations.read(id);
        const personId = invitation === null ? null : await this.addressees.personOf(invitation);
        return personId === null ? [] : [{ key: id, to: { people: [personId] }, object: { type: 'family.link', id } }];
      },
      stillTrue: async ({ subject, personId }) => {
        const invitation = await this.invitations.read(subject.object.id);
        return invitation?.status === 'awaiting_confirmation' && (await this.addressees.ofPerson(personId, [invitation])).length > 0;
      },
      text: (_, locale) => Promise.resolve(locale === 'ru'
        ? { title: 'Приглашение от школы', body: 'Школа приглашает вас как представителя ученика. Примите или отклоните приглашение в настройках безопасности.', sms: 'Школа приглашает вас как представителя ученика' }
        : { title: 'An invitation from a school', body: "A school invites you as a pupil's representative. Accept or decline in the security settings.", sms: "A school invites you as a pupil's representative" }),
    });
  }
}
