import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Deliveries } from '../../../../platform/delivery/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import { channelOf, type Contact, type ContactKind, isStale, maskContact, parseContact } from '../../domain/contact.js';
import type { Origin } from '../../identity.contracts.js';
import { ContactChanged } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { type ContactChange, type ContactRow, ContactsRepository } from '../../persistence/contacts.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { CODE_MS, OneTimeCodes } from '../codes/one-time-codes.js';
import { LiveSessions } from '../live-sessions.js';
import { Tries } from '../tries.js';
import { contactReplaced } from './contact-words.js';

/** Time for both codes, sent again if need be. */
const CHANGE_MS = 6 * CODE_MS;
const DAY_MS = 24 * 3600 * 1000;

export interface OwnContact extends ContactRow {
  /** Not proved, or proved more than a year ago. */
  readonly stale: boolean;
}

export interface ChangeBegun {
  readonly id: string;
  /** Where codes have gone, masked. */
  readonly sentTo: { readonly contact: string; readonly proof: string | null };
  readonly expiresAt: Date;
  readonly resendAt: Date;
}

/** One's own phone and e-mail, changed with proof: a code to the new one, and one to a contact proved before (ID-15, ID-4). */
@Injectable()
export class ContactsService {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly accounts: AccountsRepository,
    private readonly people: PeopleRepository,
    private readonly codes: OneTimeCodes,
    private readonly tries: Tries,
    private readonly deliveries: Deliveries,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  async list({ personId }: Actor): Promise<OwnContact[]> {
    const now = this.clock.now();
    return (await this.contacts.of(personId)).map((row) => ({ ...row, stale: isStale(row.provedAt, now) }));
  }

  /**
   * Sends the codes. The same value again proves a contact anew, and needs one code only.
   * @param lost the former contact is out of reach: the other proved one confirms instead
   * @throws DomainError `contacts.no_other_proof` when there is none
   */
  @Transactional()
  async begin(actor: Actor, kind: ContactKind, typed: string, lost: boolean, { ip }: Origin): Promise<ChangeBegun> {
    const value = parseContact(kind, typed);
    if (value === null) throw new InvalidInput([{ pointer: '/value', code: `identity.${kind}` }]);
    if (kind === 'phone' && !this.codes.serves(value)) throw new InvalidInput([{ pointer: '/value', code: 'codes.number_not_served' }]);
    const { personId } = actor;
    const [now, id] = [this.clock.now(), newId()];
    const { locale, contactsDue } = (await this.accounts.find(personId))!;
    const proof = contactsDue ? null : await this.proofFor(personId, { kind, value }, lost);
    const change = { id, personId, kind, value, proofKind: proof?.kind ?? null };
    const expiresAt = new Date(now.getTime() + CHANGE_MS);
    await this.contacts.insertChange(change, now, expiresAt);

    const order = { purpose: 'contact', personId, ip, locale } as const;
    const sent = [await this.codes.send({ ...order, context: contextOf(id, 'value'), channel: channelOf(kind), to: value })];
    if (proof !== null) sent.push(await this.codes.send({ ...order, context: contextOf(id, 'proof'), channel: channelOf(proof.kind), to: proof.value }));
    return {
      id, sentTo: { contact: maskContact({ kind, value }), proof: proof === null ? null : maskContact(proof) },
      expiresAt: sent[0]!.expiresAt, resendAt: new Date(Math.max(...sent.map((s) => s.resendAt.getTime()))),
    };
  }

  /**
   * The codes may come together or one after another: a right one is remembered. Wrong ones count against the account (ID-9).
   * @throws InvalidInput naming the wrong or missing code
   */
  async confirm(actor: Actor, id: string, codes: { code?: string; proofCode?: string }, origin: Origin): Promise<OwnContact[]> {
    const change = await this.contacts.change(id, actor.personId, this.clock.now());
    if (change === null) throw notFound();
    const keys = { ip: origin.ip, identifier: null, personId: actor.personId };
    const { accountTry } = await this.tries.reserve(keys);
    if (accountTry === null) throw await this.tries.tooMany(keys);

    const value = change.valueProved || await this.proves(id, 'value', codes.code);
    const proof = change.proofKind === null || change.proofProved || await this.proves(id, 'proof', codes.proofCode);
    const wrong = [...(value ? [] : [['/code', codes.code] as const]), ...(proof ? [] : [['/proofCode', codes.proofCode] as const])];
    if (wrong.some(([, code]) => code !== undefined)) await this.tries.failed({ personId: actor.personId, method: 'code', origin, reason: 'wrong_code' }, accountTry);
    else await this.tries.giveBack(keys);
    InvalidInput.throwIfAny(wrong.map(([pointer, code]) => ({ pointer, code: code === undefined ? 'contacts.code_missing' : 'codes.wrong' })));
    await this.apply(actor, change);
    return this.list(actor);
  }

  @Transactional()
  protected async apply(actor: Actor, { id, personId, kind, value }: ContactChange): Promise<void> {
    if (!await this.contacts.takeChange(id)) throw notFound();
    const at = this.clock.now();
    const former = (await this.contacts.of(personId)).find((c) => c.kind === kind);
    await this.contacts.put(personId, kind, value, at);
    await this.contacts.moveAlias(personId, kind, this.people.aliasKey({ kind, value }));
    await this.audit.record(actor, { operation: 'identity.change_contact', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { kind } });
    this.live.revoke(personId);
    await this.outbox.publish(ContactChanged, { personId, at: at.toISOString(), kind });
    if (former === undefined || former.value === value || former.provedAt === null) return;
    // Notices go to the new contacts; whoever holds the former one must hear of it too.
    const { locale } = (await this.accounts.find(personId))!;
    await this.deliveries.send(channelOf(kind), { to: former.value, ...contactReplaced(locale) }, new Date(at.getTime() + DAY_MS));
  }

  private async proves(id: string, what: 'value' | 'proof', code: string | undefined): Promise<boolean> {
    if (code === undefined || !await this.codes.verify({ purpose: 'contact', context: contextOf(id, what), code })) return false;
    await this.contacts.prove(id, what, this.clock.now());
    return true;
  }

  /** The contact that confirms: the former one of the kind, else the other; null where the new code is enough. */
  private async proofFor(personId: string, wanted: Contact, lost: boolean): Promise<Contact | null> {
    const proved = (await this.contacts.of(personId)).filter((c) => c.provedAt !== null);
    const former = proved.find((c) => c.kind === wanted.kind);
    if (former?.value === wanted.value) return null;
    const other = proved.find((c) => c.kind !== wanted.kind) ?? null;
    if (former === undefined || !lost) return former ?? other;
    if (other === null) throw new DomainError('contacts.no_other_proof');
    return other;
  }
}

function contextOf(id: string, what: 'value' | 'proof'): string {
  return `${id}.${what}`;
}
