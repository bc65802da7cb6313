import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Due } from '../../../../platform/due/index.js';
import { Jobs } from '../../../../platform/jobs/index.js';
import { renderPdf } from '../../../../platform/pdf/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { byFamily, guardiansOnFile } from '../../domain/families.js';
import { shownCode } from '../../domain/linking-code.js';
import type { CodeOrder, PreparedCode, Recipient } from '../../linking-codes.contracts.js';
import { LinkRepository } from '../../persistence/link.repository.js';
import { SlipBatchRepository } from '../../persistence/slip-batch.repository.js';
import type { Slip, SlipBatch, SlipOrder } from '../../slips.contracts.js';
import { IssueCodes } from '../codes/issue-codes.service.js';
import { slipDocument } from './slip-document.js';
import { NO_LOGINS, SlipLoginMaker, type SlipLogins } from './slip-logins.service.js';
import { SLIPS_OVER } from './slips-over.js';

const TAKEN_WITHIN_MS = 24 * 3600 * 1000;

/** What is on the slips, before any of it is written. */
interface Prepared {
  readonly recipients: readonly Recipient[];
  readonly codes: readonly PreparedCode[];
  readonly logins: SlipLogins;
}

/**
 * Makes a batch: secrets and document first, outside any transaction; then codes, accounts and the sealed document in one, so that
 * nothing works that is not printed, and a worker killed in between leaves nothing behind.
 */
@Injectable()
export class MakeSlips {
  constructor(
    private readonly batches: SlipBatchRepository,
    private readonly issue: IssueCodes,
    private readonly links: LinkRepository,
    private readonly schools: SchoolsFacade,
    private readonly logins: SlipLoginMaker,
    private readonly jobs: Jobs,
    private readonly due: Due,
    private readonly clock: Clock,
  ) {}

  /** Again is safe: a batch that was made or ended is left as it is. */
  async run(schoolId: string, id: string): Promise<void> {
    const batch = await this.batches.read(schoolId, id);
    if (batch?.state !== 'ordered') return;
    const actor = batch.orderedAs;
    try {
      const prepared = await this.prepare(actor, batch);
      const pdf = await this.render(batch, prepared);
      await this.jobs.progress(id, 90);
      await this.write(actor, batch, prepared, pdf);
    } catch (error) {
      // What changed under our hands (an account bound meanwhile) goes well at the next try; a refusal of the order itself does not.
      if (!(error instanceof DomainError) || RETRIED.includes(error.code)) throw error;
      await this.fail(batch, error);
    }
  }

  private async prepare(actor: Actor, { id, schoolId, what }: SlipBatch): Promise<Prepared> {
    const found = await this.issue.recipientsOf(actor, what);
    const logins = what.logins ? await this.logins.prepare(schoolId, found, (share) => this.jobs.progress(id, 5 + 65 * share)) : NO_LOGINS;
    const served = new Set([...logins.pupils.keys(), ...logins.guardians.flatMap(({ pupilIds }) => pupilIds)]);
    const recipients = what.codesPerPupil > 0 ? found : found.filter(({ pupilId }) => served.has(pupilId));
    if (recipients.length === 0) throw new DomainError('family.nobody_for_slips');
    return { recipients, logins, codes: this.issue.prepare(schoolId, recipients, codeOrder(what)) };
  }

  private async render({ schoolId, what }: SlipBatch, { recipients, codes, logins }: Prepared): Promise<Buffer> {
    const school = (await this.schools.school(schoolId))!;
    const ids = recipients.map(({ pupilId }) => pupilId);
    const parts = new Map(recipients.map((recipient) => [recipient.pupilId, {
      recipient, login: logins.pupils.get(recipient.pupilId) ?? null,
      codes: codes.filter((code) => code.recipient === recipient).map(({ code }) => shownCode(code.code)),
    }]));
    const slips: Slip[] = byFamily(ids, await this.represented(schoolId, ids)).map((family) => ({
      parts: family.map((pupilId) => parts.get(pupilId)!),
      guardians: logins.guardians.filter(({ pupilIds }) => pupilIds.some((pupilId) => family.includes(pupilId)))
        .map(({ name, account: { login, password } }) => ({ name, login, password })),
    }));
    return renderPdf(slipDocument({
      slips, school, entryUrl: await this.schools.entryUrl(schoolId, 'guardian'), at: this.clock.now(), expiresAt: codes[0]?.expiresAt ?? null,
    }, what.locale));
  }

  /** By the links that stand, and by the school's file: before the first link it alone knows who belongs together. */
  private async represented(schoolId: string, pupilIds: readonly string[]): Promise<{ guardianId: string; pupilId: string }[]> {
    const onFile = guardiansOnFile(await this.schools.representativesOf(schoolId, pupilIds));
    return [
      ...await this.links.guardiansOf(pupilIds),
      ...onFile.flatMap(({ holder, pupilIds: theirs }) => theirs.map((pupilId) => ({ guardianId: holder, pupilId }))),
    ];
  }

  @Transactional()
  protected async write(actor: Actor, { id, schoolId, what }: SlipBatch, { codes, logins }: Prepared, pdf: Buffer): Promise<void> {
    // First: a twin of this run waits here, and then leaves everything as it is.
    if (!await this.batches.ready(schoolId, id, pdf)) return;
    if (codes.length > 0) await this.issue.write(actor, codes, codeOrder(what), id);
    await this.logins.write(actor, schoolId, logins);
    if (!await this.jobs.done(id, `/api/v1/linking-codes/slips/${id}/take`)) throw new Error(`Job ${id} was given up while its slips were made`);
    await this.due.plan({ kind: SLIPS_OVER, key: id, at: new Date(this.clock.now().getTime() + TAKEN_WITHIN_MS), schoolId });
  }

  @Transactional()
  protected async fail({ id, schoolId }: SlipBatch, refusal: DomainError): Promise<void> {
    await this.batches.end(schoolId, id, 'failed');
    await this.jobs.failed(id, refusal);
    await this.due.cancel(SLIPS_OVER, id);
  }
}

const RETRIED: readonly string[] = ['schools.account_bound', 'identity.alias_taken'];

function codeOrder({ target, codesPerPupil, unlinkedOnly, revokeEarlier }: SlipOrder): CodeOrder {
  return { target, kind: 'guardian', perPupil: codesPerPupil, unlinkedOnly, revokeEarlier };
}
