import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound, type FieldError } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import { CalendarFacade } from '../../../calendar/index.js';
import { FamilyFacade } from '../../../family/index.js';
import { FilesFacade } from '../../../files/index.js';
import { IdentityFacade } from '../../../identity/index.js';
import type { CalledPupil } from '../../document-calls.contracts.js';
import { yearsBetween } from '../../domain/typed-date.js';
import { DocumentCallRepository } from '../../persistence/document-call.repository.js';

export const ASKED_DOCUMENT = 'enrollment.asked_document';

const PUPIL_FROM = 14;

/** A family hands in what the school has asked for (EN-16). */
@Injectable()
export class DocumentAnswers {
  constructor(
    private readonly rows: DocumentCallRepository,
    private readonly family: FamilyFacade,
    private readonly identity: IdentityFacade,
    private readonly files: FilesFacade,
    private readonly calendar: CalendarFacade,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * Also after the last day: late is better than never. Of two parents at once one wins.
   * @throws DomainError object.not_found; enrollment.may_only_view, enrollment.call_cancelled, enrollment.already_handed_in. InvalidInput for the files
   */
  @Transactional()
  async handIn(actor: Actor, id: string, fileIds: readonly string[], note: string | null): Promise<void> {
    const called = await this.rows.calledById(id, this.clock.now());
    if (called === null || !(await this.mayHandIn(actor, called))) throw notFound();
    const { schoolId, callId, pupilId } = called;
    await this.checkFiles(actor, fileIds, called);
    if ((await this.rows.lock(schoolId, callId))?.cancelledAt !== null) throw new DomainError('enrollment.call_cancelled');
    const first = await this.rows.answer(schoolId, id, { fileIds, note, by: actor.personId, at: this.clock.now() });
    if (!first) throw new DomainError('enrollment.already_handed_in');
    const object = { objectType: ASKED_DOCUMENT, objectId: id };
    await this.files.detach(actor, called.fileIds.filter((old) => !fileIds.includes(old)), object);
    await this.files.attach(actor, fileIds, object);
    await this.audit.record(actor, { operation: 'enrollment.hand_in_document', objectType: ASKED_DOCUMENT, objectId: id, schoolId, subjectId: pupilId, outcome: 'success' });
  }

  /** False: it does not exist for them. @throws DomainError enrollment.may_only_view for a child whose parent may not act, or too young to */
  private async mayHandIn(actor: Actor, { schoolId, pupilId }: CalledPupil): Promise<boolean> {
    const scope = await this.family.mayView(actor, pupilId);
    if (scope === null || scope.as === 'guest') return false;
    const own = scope.as === 'pupil' ? await this.identity.person(actor.personId) : null;
    const today = await this.calendar.dayOf(schoolId, this.clock.now());
    const oldEnough = scope.as !== 'pupil' || (own?.birthDate != null && yearsBetween(own.birthDate, today) >= PUPIL_FROM);
    if (!scope.canAct || !oldEnough) throw new DomainError('enrollment.may_only_view');
    return true;
  }

  /** Own uploads, or those handed in before. @throws InvalidInput naming each that cannot be taken */
  private async checkFiles(actor: Actor, fileIds: readonly string[], { id, fileIds: before }: CalledPupil): Promise<void> {
    const known = new Map((await this.files.describe(fileIds)).map((file) => [file.id, file]));
    const errors: FieldError[] = [];
    fileIds.forEach((fileId, i) => {
      const file = known.get(fileId);
      const here = file?.attachedTo?.objectId === id && before.includes(fileId);
      const free = file?.attachedTo === null && file.purpose === 'request_document';
      if (file === undefined || file.uploadedBy !== actor.personId || !(here || free)) errors.push({ pointer: `/fileIds/${i}`, code: 'enrollment.file_unknown' });
      else if (file.state === 'rejected') errors.push({ pointer: `/fileIds/${i}`, code: 'enrollment.file_rejected' });
    });
    InvalidInput.throwIfAny(errors);
  }
}
