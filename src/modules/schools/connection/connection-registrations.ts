import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../../platform/notices/index.js';
import { ObjectTypes } from '../../../platform/objects/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { ProposalDecided, ProposalMade } from './connection.events.js';
import { ProposalRepository } from './persistence/proposal.repository.js';

const PROPOSAL = 'schools.directory_proposal';

/** The operator is told of what was proposed to the directory, whoever proposed it of the answer (SC-3). */
@Injectable()
export class ConnectionRegistrations implements OnModuleInit {
  constructor(private readonly objects: ObjectTypes, private readonly notices: Notices, private readonly proposals: ProposalRepository, private readonly identity: IdentityFacade) {}

  onModuleInit(): void {
    this.objects.register(PROPOSAL, {
      canSee: async (actor, id) => (await this.proposals.byId(id))?.proposedBy === actor.personId || actor.role === 'system_admin',
      label: async (id, locale) => ((await this.proposals.byId(id)) === null ? null : { ru: 'Предложение в справочник', en: 'A proposal to the directory' }[locale]),
    });
    this.notices.register({
      event: ProposalMade, type: 'schools.proposal_made', category: 'system', importance: 'normal', mail: 'gathered',
      audience: async ({ payload: { proposalId } }) => [{ key: proposalId, to: { people: await this.identity.holders({ role: 'system_admin' }) }, object: { type: PROPOSAL, id: proposalId } }],
      stillTrue: async ({ subject, personId }) => {
        const proposal = await this.proposals.byId(subject.object.id);
        return proposal?.status === 'waiting' && proposal.proposedBy !== personId;
      },
      text: (_question, locale) => Promise.resolve({
        ru: { title: 'Новое предложение в справочник', body: 'Проверьте, нет ли такой записи, и примите или отклоните предложение.' },
        en: { title: 'A new proposal to the directory', body: 'See whether there is such an entry already, then accept or decline it.' },
      }[locale]),
    });
    this.notices.register({
      event: ProposalDecided, type: 'schools.proposal_decided', category: 'system', importance: 'normal',
      audience: async ({ payload: { proposalId } }) => {
        const proposal = await this.proposals.byId(proposalId);
        return proposal === null ? [] : [{ key: proposalId, to: { people: [proposal.proposedBy] }, object: { type: PROPOSAL, id: proposalId } }];
      },
      stillTrue: async ({ subject, personId }) => (await this.proposals.byId(subject.object.id))?.proposedBy === personId,
      text: async ({ subject }, locale) => {
        const proposal = await this.proposals.byId(subject.object.id);
        if (proposal === null) return null;
        return proposal.status === 'accepted'
          ? { ru: { title: 'Справочник дополнен', body: `«${proposal.entry.name}»: добавлено в справочник.` }, en: { title: 'The directory was completed', body: `“${proposal.entry.name}” was added to the directory.` } }[locale]
          : { ru: { title: 'Предложение в справочник отклонено', body: `Причина: ${proposal.reason}` }, en: { title: 'A proposal to the directory was declined', body: `Reason: ${proposal.reason}` } }[locale];
      },
    });
  }
}
