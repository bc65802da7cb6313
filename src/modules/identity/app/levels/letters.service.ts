import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { fullNameKey, type PersonName } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { decodeCursor, type Page, pageOf } from '../../../../shared/page.js';
import { AuditFacade } from '../../../audit/index.js';
import { CodesRepository } from '../../persistence/codes.repository.js';
import { type LevelLetter, LevelLettersRepository, type QueuedLetter } from '../../persistence/levels/level-letters.repository.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { ConfirmationWays } from './confirmation-ways.js';
import { letterDocument } from './letter-document.js';
import { Levels } from './levels.service.js';
import type { LevelConfirmation } from './level-view.js';

export type { LevelLetter, QueuedLetter };

const DAY_MS = 24 * 3600 * 1000;
/** Time for the post. */
const CODE_MS = 30 * DAY_MS;
const ORDERS: Limit = { operation: 'identity.level_letter', most: 3, windowMs: 30 * DAY_MS };
const TRIES: Limit = { operation: 'identity.level_letter_code', most: 10, windowMs: DAY_MS };
/** Without those that look alike on paper. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code by post, handed over to nobody but the person it is made out to (ID-8). */
@Injectable()
export class LevelLetters {
  constructor(
    private readonly letters: LevelLettersRepository,
    private readonly codes: CodesRepository,
    private readonly people: PeopleRepository,
    private readonly accounts: AccountsRepository,
    private readonly ways: ConfirmationWays,
    private readonly levels: Levels,
    private readonly limits: Limits,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** A letter ordered before is cancelled by it. @throws DomainError `level.method_off`, `limits.too_many` */
  async order(actor: Actor, address: string): Promise<LevelLetter> {
    await this.ways.need('post');
    await this.limits.spend(ORDERS, actor.personId);
    return this.insert(actor, address);
  }

  /** @throws DomainError not found when none is on its way */
  async read({ personId }: Actor): Promise<LevelLetter> {
    const letter = await this.letters.ofPerson(personId, this.clock.now());
    if (letter === null) throw notFound();
    return letter;
  }

  /** @throws DomainError not found when none is on its way */
  @Transactional()
  async cancel(actor: Actor): Promise<void> {
    if (!await this.letters.close(actor.personId, 'cancelled', this.clock.now())) throw notFound();
    await this.record(actor, 'identity.level_letter_cancelled', actor.personId);
  }

  /**
   * A code works once, 30 days, and five tries.
   * @throws DomainError `level.method_off`, `limits.too_many`, `level.letter_changed`; InvalidInput for a wrong code, and without a letter
   */
  async confirm(actor: Actor, typed: string): Promise<LevelConfirmation> {
    const { personId } = actor;
    await this.ways.need('post');
    await this.limits.spend(TRIES, personId);
    const letter = await this.letters.ofPerson(personId, this.clock.now());
    const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
    if (letter === null || !await this.codes.use('level_letter', letter.id, code, this.clock.now())) throw new InvalidInput([{ pointer: '/code', code: 'level.letter_code' }]);
    return this.write(actor, letter);
  }

  async queue(printed: boolean, limit: number, cursor?: string): Promise<Page<QueuedLetter>> {
    const after = decodeCursor(cursor, 2) as [string, string] | null;
    return pageOf(await this.letters.queue(this.clock.now(), printed, limit, after), limit, (l) => [l.orderedAt.toISOString(), l.id]);
  }

  /** The letter with a new code; one printed before works no more. @throws DomainError not found */
  async print(actor: Actor, id: string): Promise<Buffer> {
    const { letter, name, code, expiresAt, locale } = await this.issue(actor, id);
    return letterDocument({ name, address: letter.address, code, expiresAt, at: this.clock.now() }, locale);
  }

  @Transactional()
  protected async issue(actor: Actor, id: string): Promise<{ letter: LevelLetter & { address: string }; name: PersonName; code: string; expiresAt: Date; locale: 'ru' | 'en' }> {
    const at = this.clock.now();
    const letter = await this.letters.lock(id, at);
    if (letter === null) throw notFound();
    const [[person], account] = [await this.people.find([letter.personId]), await this.accounts.find(letter.personId)];
    // It must not confirm under another name than it is handed over under.
    if (!await this.letters.isAbout(id, aboutOf(person!))) throw new DomainError('level.letter_changed');
    const code = Array.from({ length: 10 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
    const expiresAt = new Date(at.getTime() + CODE_MS);
    await this.codes.put('level_letter', id, code, at, expiresAt);
    await this.letters.printed(id, actor.personId, at, expiresAt);
    await this.record(actor, 'identity.level_letter_printed', letter.personId);
    return { letter, name: person!.name, code, expiresAt, locale: account!.locale };
  }

  @Transactional()
  protected async insert(actor: Actor, address: string): Promise<LevelLetter> {
    const { personId } = actor;
    const [id, at] = [newId(), this.clock.now()];
    await this.accounts.findForUpdate(personId);
    const [person] = await this.people.find([personId]);
    await this.letters.insert({ id, personId, about: aboutOf(person!), address }, at);
    await this.record(actor, 'identity.level_letter_ordered', personId);
    return { id, personId, orderedAt: at, printedAt: null, expiresAt: null };
  }

  @Transactional()
  protected async write(actor: Actor, letter: LevelLetter): Promise<LevelConfirmation> {
    const { personId } = actor;
    const [person] = await this.people.find([personId]);
    if (!await this.letters.isAbout(letter.id, aboutOf(person!))) throw new DomainError('level.letter_changed');
    await this.letters.close(personId, 'used', this.clock.now());
    return this.levels.confirm(actor, { personId, method: 'post', confirmedBy: null, evidence: { letterId: letter.id } });
  }

  private record(actor: Actor, operation: string, personId: string): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
  }
}

/** Whom the letter is made out to: when this changes, its code confirms nobody. */
function aboutOf({ name, birthDate }: { readonly name: PersonName; readonly birthDate: string | null }): string {
  return `${fullNameKey(name)}|${birthDate ?? ''}`;
}
