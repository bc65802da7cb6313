import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { notFound } from '../../../shared/domain-error.js';
import { nameKey } from '../../../shared/identifiers/index.js';
import { decodeCursor, pageOf, type Page } from '../../../shared/page.js';
import { AuditFacade } from '../../audit/index.js';
import { FilesFacade, type FileDescription } from '../../files/index.js';
import { IdentityFacade, type Person } from '../../identity/index.js';
import { isOverdue } from '../domain/clock.js';
import { OPEN_STATUSES, type Act, type RequestStatus } from '../domain/workflow.js';
import type { EnrollmentRequest, HistoryEntry, Standing } from '../enrollment.contracts.js';
import { standingOf, viewerOf, type Viewer } from '../enrollment.policy.js';
import type { Foreseen } from '../kinds/kind.js';
import { declarationOf, Kinds } from '../kinds/kinds.js';
import { HistoryRepository } from '../persistence/history.repository.js';
import { QueueQuery, type QueueFilter, type RequestLine } from '../persistence/queue.query.js';
import { RequestRepository } from '../persistence/request.repository.js';
import type { DocumentSignatures } from '../signatures.contracts.js';
import { DocumentSignaturesService } from './signatures/document-signatures.service.js';
import { allowedTo } from './steps.service.js';

/** A line of a list with what the reader may do. */
export interface ListedRequest {
  readonly line: RequestLine;
  readonly standing: Standing;
  readonly overdue: boolean;
  readonly allowedActions: readonly Act[];
}

/** Everything the reader may see of one request. */
export interface ShownRequest extends ListedRequest {
  readonly request: EnrollmentRequest;
  readonly files: ReadonlyMap<string, FileDescription>;
  /** Of its documents, by file, for whoever sees them. */
  readonly signatures: ReadonlyMap<string, DocumentSignatures>;
  readonly decidedBy: Person | null;
  /** For staff: others who asked about the same. */
  readonly sameSubject: readonly RequestLine[];
  /** For staff, while it waits: what an approval would do. */
  readonly foreseen: Foreseen | null;
}

/** Filters as they were asked for. */
export interface ListFilter {
  readonly mine: boolean;
  readonly statuses?: readonly RequestStatus[];
  readonly kind?: string;
  readonly due?: 'overdue' | 'today' | 'week';
  readonly className?: string;
  readonly assignee?: string;
  readonly text?: string;
  readonly owed?: boolean;
}

/** Reads of requests (EN-7, EN-9). */
@Injectable()
export class RequestsQuery {
  constructor(
    private readonly requests: RequestRepository,
    private readonly queue: QueueQuery,
    private readonly history: HistoryRepository,
    private readonly kinds: Kinds,
    private readonly files: FilesFacade,
    private readonly signatures: DocumentSignaturesService,
    private readonly identity: IdentityFacade,
    private readonly audit: AuditFacade,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  /** The queue of those who decide or oversee (drafts alone: paper applications not entered to the end), and one's own requests for everybody else (or when they ask for them). */
  async list(actor: Actor, asked: ListFilter, limit: number, cursor?: string): Promise<Page<ListedRequest>> {
    const viewer = await viewerOf(this.access, actor);
    const now = this.clock.now();
    const filter = toQueueFilter(asked, actor);
    if (asked.mine || (viewer.schoolId === null && viewer.regionCode === null && !viewer.operator)) {
      const after = decodeCursor(cursor, 1);
      const lines = await this.queue.own(viewer, filter, limit + 1, after === null ? null : String(after[0]));
      return this.listed(pageOf(lines, limit, (line) => [line.id]), viewer, now);
    }
    if (viewer.schoolId !== null && asked.statuses?.length === 1 && asked.statuses[0] === 'draft') {
      const after = decodeCursor(cursor, 1);
      const lines = await this.queue.paperDrafts(viewer.schoolId, limit + 1, after === null ? null : String(after[0]));
      return this.listed(pageOf(lines, limit, (line) => [line.id]), viewer, now);
    }
    const after = decodeCursor(cursor, 2);
    const lines = await this.queue.queue(viewer, filter, now, limit + 1, after === null ? null : [String(after[0]), String(after[1])]);
    return this.listed(pageOf(lines, limit, (line) => [line.dueAt!.toISOString(), line.id]), viewer, now);
  }

  /** @throws DomainError object.not_found */
  async read(actor: Actor, id: string): Promise<ShownRequest> {
    const viewer = await viewerOf(this.access, actor);
    const now = this.clock.now();
    const request = await this.requests.visible(viewer, id, now);
    if (request === null) throw notFound();
    const line = (await this.queue.line(id))!;
    const shown = this.withActions(line, viewer, now);
    const { standing } = shown;
    const seesDocuments = await this.seesDocuments(actor, standing);
    const files = !seesDocuments ? [] : await this.files.describe([...this.kinds.of(request.kind).fileIds(request.form)]);
    const decidedBy = request.decision?.decidedBy ?? null;
    const { schoolId, subjectKey } = request;
    const office = standing === 'staff' || standing === 'observer';
    if (office) await this.recordView(actor, request);
    return {
      ...shown, request,
      files: new Map(files.filter((file) => file.uploadedBy === request.applicantId || file.attachedTo?.objectId === request.id).map((file) => [file.id, file])),
      signatures: seesDocuments ? await this.signatures.of(id) : new Map(),
      decidedBy: decidedBy === null ? null : await this.identity.person(decidedBy),
      sameSubject: office && subjectKey !== null ? await this.queue.sameSubject(schoolId, subjectKey, id) : [],
      foreseen: office && OPEN_STATUSES.includes(request.status) ? await this.kinds.of(request.kind).foresee(request) : null,
    };
  }

  /** @throws DomainError object.not_found */
  async historyOf(actor: Actor, id: string): Promise<HistoryEntry[]> {
    if ((await this.requests.visible(await viewerOf(this.access, actor), id, this.clock.now())) === null) throw notFound();
    return this.history.of(id);
  }

  /** Whether the actor may see the documents of a request: its applicant, and the staff who decide or observe it, where the school lets them. */
  async maySeeDocuments(actor: Actor, id: string): Promise<boolean> {
    const viewer = await viewerOf(this.access, actor);
    const request = await this.requests.visible(viewer, id, this.clock.now());
    return request !== null && this.seesDocuments(actor, standingOf(viewer, request, declarationOf(request.kind).deciders));
  }

  private async seesDocuments(actor: Actor, standing: Standing): Promise<boolean> {
    return standing === 'applicant' || (standing !== 'coordinator' && (await this.access.allows(actor, 'enrollment.see_documents')));
  }

  private listed(page: Page<RequestLine>, viewer: Viewer, now: Date): Page<ListedRequest> {
    return { items: page.items.map((line) => this.withActions(line, viewer, now)), nextCursor: page.nextCursor };
  }

  private withActions(line: RequestLine, viewer: Viewer, now: Date): ListedRequest {
    const standing = standingOf(viewer, { ...line, applicantId: line.applicant.id }, declarationOf(line.kind).deciders);
    return { line, standing, overdue: isOverdue(line.status, line.dueAt, now), allowedActions: allowedTo(standing, line, now) };
  }

  /** Staff who open somebody's data leave a trace (SE-1). */
  private async recordView(actor: Actor, request: EnrollmentRequest): Promise<void> {
    await this.audit.record(actor, {
      operation: 'enrollment.view', objectType: 'enrollment.request', objectId: request.id, schoolId: request.schoolId,
      subjectId: request.applicantId, outcome: 'success',
    });
  }
}

function toQueueFilter(asked: ListFilter, actor: Actor): QueueFilter {
  const text = asked.text === undefined || asked.text.trim() === '' ? null : asked.text.trim();
  return {
    statuses: asked.statuses ?? null,
    kind: asked.kind ?? null,
    owed: asked.owed ?? false,
    due: asked.due ?? null,
    className: asked.className?.toUpperCase().replace(/\s/g, '') ?? null,
    assignee: asked.assignee === 'me' ? actor.personId : asked.assignee ?? null,
    subjectName: text === null ? null : nameKey(text),
    number: text === null ? null : text.replace(/[‐-―−]/g, '-'),
  };
}
