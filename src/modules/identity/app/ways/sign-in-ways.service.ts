import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import { SignInWaysRepository, type Way, type WayMark } from '../../persistence/sign-in-ways.repository.js';
import { ProviderRegistry } from '../portal/provider-registry.js';

export const CHANNELS = ['sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A way to sign in, or to get a code, as the operator sees it. */
export interface SignInWay extends WayMark {
  /** Down by configuration, which no mark takes back. */
  readonly configuredDown: boolean;
  readonly title: { readonly ru: string; readonly en: string };
}

const TITLES: Readonly<Record<Channel, SignInWay['title']>> = { sms: { ru: 'Коды по СМС', en: 'Codes by SMS' }, email: { ru: 'Коды по почте', en: 'Codes by e-mail' } };

/** Marking ways down and up again, by an operator, while the program runs (ID-6). */
@Injectable()
export class SignInWays {
  constructor(
    private readonly ways: SignInWaysRepository,
    private readonly providers: ProviderRegistry,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<SignInWay[]> {
    const at = this.clock.now();
    const marks = new Map((await this.ways.all()).map((mark) => [mark.way, mark]));
    const view = (way: Way, title: SignInWay['title'], configuredDown: boolean): SignInWay => {
      const mark = marks.get(way) ?? { way, down: false, until: null, automatic: false, reason: null, changedAt: at, version: 0 };
      // One whose time has passed is up, whatever the row still says.
      const down = mark.down && (mark.until === null || mark.until > at);
      return { ...mark, down, configuredDown, title };
    };
    return [
      ...CHANNELS.map((channel) => view(`channels/${channel}`, TITLES[channel], false)),
      ...[...this.providers.all, ...this.providers.banks].map((provider) => view(`portals/${provider.id}`, provider.title, provider.down)),
    ];
  }

  /** @throws DomainError not found for what is not there, `object.stale`; InvalidInput for an end that has passed */
  @Transactional()
  async mark(actor: Actor, way: string, wanted: { down: boolean; until: Date | null; reason: string }, version: number): Promise<SignInWay> {
    const known = (await this.list()).find((one) => one.way === way);
    if (known === undefined) throw notFound();
    const at = this.clock.now();
    InvalidInput.throwIfAny(wanted.until !== null && (!wanted.down || wanted.until <= at) ? [{ pointer: '/until', code: 'identity.way_until' }] : []);
    const mark = await this.ways.mark(known.way, wanted, actor.personId, version, at);
    if (mark === null) throw new DomainError('object.stale');
    await this.audit.record(actor, {
      operation: 'identity.mark_way', objectType: 'sign_in_way', objectId: way, outcome: 'success', details: { down: wanted.down, until: wanted.until?.toISOString() ?? null },
    });
    return { ...known, ...mark };
  }
}
