import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { needsSecondFactor } from '../../../../shared/roles.js';
import type { SignedIn } from '../../identity.contracts.js';
import { FactorRowsRepository } from '../../persistence/factors/factor-rows.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { RolesRepository } from '../../persistence/roles.repository.js';
import { CODE_MS, OneTimeCodes } from '../codes/one-time-codes.js';
import { validAt } from '../sign-in-facts.js';
import { FactorChanges } from './factor-changes.js';
import type { Attempt, Begun, FactorAnswer, FactorMethod, Refusal } from './factor-method.js';

/** What the codes go to: the contact that was proved when the factor was set up, whatever the contacts are later. */
interface Recipient {
  readonly to: string;
}

const PURPOSES = { sign_in: 'sign_in', step_up: 'step_up', proof: 'unlock' } as const;

/** A code by SMS or e-mail. After a lock it also proves identity, then by the contacts proved now (ID-9). */
abstract class CodeFactor implements FactorMethod {
  abstract readonly kind: 'sms' | 'email';
  readonly wants = 'code';

  constructor(
    private readonly codes: OneTimeCodes,
    private readonly rows: FactorRowsRepository,
    private readonly people: PeopleRepository,
    private readonly roles: RolesRepository,
    private readonly changes: FactorChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * A code goes to the proved contact; the factor counts when it is confirmed.
   * @throws DomainError `identity.no_proved_contact`, `identity.email_for_families`, `codes.too_many_sends`
   */
  @Transactional()
  async enrol(actor: Actor, label: string | undefined): Promise<Begun & { id: string }> {
    const { personId, ip } = actor;
    await this.changes.allow(actor);
    const at = this.clock.now();
    const held = validAt(await this.roles.ofPerson(personId), at);
    if (this.kind === 'email' && held.some((a) => needsSecondFactor(a.role))) throw new DomainError('identity.email_for_families');
    const to = await this.contact(personId);
    if (to === null) throw new DomainError('identity.no_proved_contact');
    const id = await this.rows.putPending(personId, this.kind, label ?? masked(to), { to } satisfies Recipient, at);
    const sent = await this.codes.send({ purpose: 'enrol_factor', context: id, personId, channel: this.kind, to, ip, locale: await this.locale(personId) });
    return { id, to: masked(to), ...sent };
  }

  /** Takes the place of the one there was: a person has one number and one address. */
  @Transactional()
  async confirm(actor: Actor, id: string, code: string): Promise<SignedIn> {
    await this.changes.allow(actor);
    const at = this.clock.now();
    const pending = await this.rows.pending<Recipient>(actor.personId, this.kind, id, new Date(at.getTime() - CODE_MS));
    if (pending === null) throw notFound();
    if (!await this.codes.verify({ purpose: 'enrol_factor', context: id, code })) throw new DomainError('auth.invalid_code');
    for (const former of await this.rows.confirmed(actor.personId, this.kind)) await this.rows.remove(actor.personId, this.kind, former.id);
    await this.rows.confirm(pending, pending.secret, at);
    return this.changes.enrolled(actor, this.kind, id);
  }

  async begin({ challengeId, kind, personId, origin }: Attempt): Promise<Begun> {
    const to = kind === 'proof' ? await this.contact(personId) : (await this.rows.confirmed<Recipient>(personId, this.kind))[0]?.secret.to ?? null;
    if (to === null) throw new DomainError('identity.no_proved_contact');
    const sent = await this.codes.send({
      purpose: PURPOSES[kind], context: this.context(challengeId), personId, channel: this.kind, to, ip: origin.ip, locale: await this.locale(personId),
    });
    return { to: masked(to), ...sent };
  }

  async verify({ challengeId, kind }: Attempt, { code = '' }: FactorAnswer): Promise<Refusal | null> {
    return await this.codes.verify({ purpose: PURPOSES[kind], context: this.context(challengeId), code }) ? null : { reason: 'wrong_code' };
  }

  /** The code that was mailed does not answer for the phone. */
  private context(challengeId: string): string {
    return `${challengeId}/${this.kind}`;
  }

  private async contact(personId: string): Promise<string | null> {
    const [person] = await this.people.find([personId]);
    return person?.[this.kind === 'sms' ? 'phone' : 'email'] ?? null;
  }

  private async locale(personId: string): Promise<'ru' | 'en'> {
    return (await this.people.find([personId]))[0]!.locale;
  }
}

@Injectable()
export class SmsFactor extends CodeFactor {
  readonly kind = 'sms';

  constructor(codes: OneTimeCodes, rows: FactorRowsRepository, people: PeopleRepository, roles: RolesRepository, changes: FactorChanges, clock: Clock) {
    super(codes, rows, people, roles, changes, clock);
  }
}

/** For families only (ID-5). */
@Injectable()
export class EmailFactor extends CodeFactor {
  readonly kind = 'email';

  constructor(codes: OneTimeCodes, rows: FactorRowsRepository, people: PeopleRepository, roles: RolesRepository, changes: FactorChanges, clock: Clock) {
    super(codes, rows, people, roles, changes, clock);
  }
}

/** `+7 ••• •••-45-67`, `s•••@example.ru` */
export function masked(to: string): string {
  const at = to.indexOf('@');
  return at === -1 ? `${to.slice(0, 2)} ••• •••-${to.slice(-4, -2)}-${to.slice(-2)}` : `${to.slice(0, 1)}•••${to.slice(at)}`;
}
