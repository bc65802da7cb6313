import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ObjectTypes } from '../../platform/objects/index.js';
import { IdentityFacade } from '../identity/index.js';
import { RequestsQuery } from './app/requests.query.js';
import { ASKED_DOCUMENT } from './app/calls/document-answers.service.js';
import { DocumentCallsQuery } from './app/calls/document-calls.query.js';
import { DeskNotices } from './desk.notices.js';
import { DOCUMENT_CALL, DocumentCallNotices } from './document-calls.notices.js';
import { RequestNotices } from './enrollment.notices.js';
import { RequestRepository } from './persistence/request.repository.js';

/** What enrollment tells the rest of the program at boot: who may see a request, and what people are told about. */
@Injectable()
export class EnrollmentRegistrations implements OnModuleInit {
  constructor(
    private readonly objects: ObjectTypes,
    private readonly notices: RequestNotices,
    private readonly deskNotices: DeskNotices,
    private readonly callNotices: DocumentCallNotices,
    private readonly calls: DocumentCallsQuery,
    private readonly queries: RequestsQuery,
    private readonly requests: RequestRepository,
    private readonly identity: IdentityFacade,
  ) {}

  onModuleInit(): void {
    this.objects.register('enrollment.request', {
      canSee: (actor, id) => this.queries.maySeeDocuments(actor, id),
      label: async (id, locale) => {
        const request = await this.requests.byId(id);
        if (request === null) return null;
        const words = { ru: 'Заявление', en: 'Request' }[locale];
        return request.number === null ? words : `${words} ${request.number}`;
      },
    });
    this.identity.hasToDoWith((schoolId, personId) => this.requests.hasApplied(schoolId, personId));
    this.notices.register();
    this.deskNotices.register();
    const asked = async (_id: string, locale: 'ru' | 'en'): Promise<string> => ({ ru: 'Документ по запросу школы', en: 'A document the school asks for' })[locale];
    this.objects.register(ASKED_DOCUMENT, { canSee: (actor, id) => this.calls.sees(actor, id), label: asked });
    this.objects.register(DOCUMENT_CALL, { canSee: (actor, id) => this.calls.isOffices(actor, id), label: asked });
    this.callNotices.register();
  }
}
