import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Notices } from '../../../../platform/notices/index.js';
import { Clock } from '../../../../shared/clock.js';
import { ApprovalAsked, CertificateEnding } from '../../identity.events.js';
import { ApprovalsRepository } from '../../persistence/factors/approvals.repository.js';
import { FactorRowsRepository } from '../../persistence/factors/factor-rows.repository.js';

/** What people are told about their second factors (ID-5) beyond their changes. */
@Injectable()
export class FactorNotices implements OnModuleInit {
  constructor(private readonly notices: Notices, private readonly approvals: ApprovalsRepository, private readonly factors: FactorRowsRepository, private readonly clock: Clock) {}

  onModuleInit(): void {
    // The number is not in it: it is seen where they sign in.
    this.notices.register({
      event: ApprovalAsked, type: 'identity.approval_asked', category: 'security', importance: 'high',
      audience: ({ payload: { personId, approvalId } }) => Promise.resolve([{
        key: approvalId, to: { people: [personId] }, object: { type: 'identity.account', id: personId }, facts: { approvalId },
      }]),
      stillTrue: async ({ subject }) => {
        const approval = await this.approvals.find(String(subject.facts?.['approvalId']));
        return approval?.state === 'pending' && approval.expiresAt > this.clock.now();
      },
      text: (_, locale) => Promise.resolve(locale === 'ru'
        ? { title: 'Подтвердите вход', body: 'Кто-то входит в вашу учётную запись. Если это вы, введите здесь число с экрана входа; если нет, отклоните вход и смените пароль.', link: '/api/v1/me/approvals' }
        : { title: 'Confirm a sign-in', body: 'Somebody is signing in to your account. If it is you, enter here the number you see there; if not, decline it and change your password.', link: '/api/v1/me/approvals' }),
    });
    this.notices.register({
      event: CertificateEnding, type: 'identity.certificate_ending', category: 'security', importance: 'normal',
      audience: ({ payload: { personId, factorId, endsAt, days } }) => Promise.resolve([{
        key: `${factorId}.${days}`, to: { people: [personId] }, object: { type: 'identity.account', id: personId }, facts: { factorId, endsAt },
      }]),
      stillTrue: async ({ subject }) => {
        const factor = await this.factors.byId(String(subject.facts?.['factorId']));
        return factor?.endsAt != null && factor.endsAt > this.clock.now();
      },
      text: ({ subject }, locale) => {
        const day = DateTime.fromISO(String(subject.facts?.['endsAt'])).setZone('Europe/Moscow').toFormat('dd.MM.yyyy');
        return Promise.resolve(locale === 'ru'
          ? { title: 'Сертификат для входа скоро закончится', body: `Сертификат, которым вы подтверждаете вход, действует до ${day}. Получите новый и подключите его заранее.` }
          : { title: 'Your sign-in certificate ends soon', body: `The certificate you confirm sign-ins with ends on ${day}. Get a new one and set it up in time.` });
      },
    });
  }
}
