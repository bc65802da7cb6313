import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../../platform/notices/index.js';
import { ObjectTypes } from '../../../platform/objects/index.js';
import { ProposalDecided } from './connection.events.js';
import { ProposalRepository } from './persistence/proposal.repository.js';

const PROPOSAL = 'schools.directory_proposal';

/** Whoever proposed something to the directory is told of the answer (SC-3). */
@Injectable()
export class ConnectionRegistrations implements OnModuleInit {
  constructor(private readonly objects: ObjectTypes, private readonly notices: Notices, private readonly proposals: ProposalRepository) {}

  onModuleInit(): void {
    this.objects.register(PROPOSAL, {
      canSee: async (actor, id) => (await this.proposals.byId(id))?.proposedBy === actor.personId || actor.role === 'system_admin',
      label: async (id, locale) => ((await this.proposals.byId(id)) === null ? null : { ru: 'Предложение в справочник', en: 'A proposal to the directory' }[locale]),
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
