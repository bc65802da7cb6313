import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Clock } from '../../../../shared/clock.js';
import { newId } from '../../../../shared/ids.js';
import { addressGroup } from '../../domain/try-limits.js';
import { isImpossibleTravel, networkOf, SUSPECT_MS, UNUSUAL_LIMIT, UNUSUAL_WINDOW_MS } from '../../domain/unusual-sign-in.js';
import type { Origin } from '../../identity.contracts.js';
import { SecurityEventsRepository } from '../../persistence/security-events.repository.js';
import { SignInsRepository } from '../../persistence/sign-ins.repository.js';
import { AccountStates } from '../states/account-states.js';
import { Geolocation } from './geolocation.js';
import { SecurityEvents } from './security-events.js';

/** `frozen`: it was one too many, and the account is closed until its owner proves who they are. */
export type SignInJudgement = 'usual' | 'unusual' | 'frozen';

/** Whether a sign-in with the right password looks like its owner (ID-16). */
@Injectable()
export class UnusualSignIns {
  constructor(
    private readonly signIns: SignInsRepository,
    private readonly rows: SecurityEventsRepository,
    private readonly events: SecurityEvents,
    private readonly states: AccountStates,
    private readonly geolocation: Geolocation,
    private readonly clock: Clock,
  ) {}

  /** @param deviceId the trusted device it comes from: never unusual */
  async judge(personId: string, deviceId: string | null, origin: Origin): Promise<SignInJudgement> {
    if (deviceId !== null) return 'usual';
    const at = this.clock.now();
    const last = await this.signIns.lastSuccess(personId, at);
    if (last === null || !await this.isUnusual(personId, origin, last, at)) return 'usual';
    return this.raise(personId, origin, new Date(Math.max(last.at.getTime(), at.getTime() - UNUSUAL_WINDOW_MS)));
  }

  private async isUnusual(personId: string, origin: Origin, last: { at: Date; ip: string }, at: Date): Promise<boolean> {
    const known = await this.signIns.knows(personId, origin.userAgent, networkOf(origin.ip), at);
    if (!known.device && !known.network) return true;
    if (!known.device && await this.rows.isSuspect(addressGroup(origin.ip), new Date(at.getTime() - SUSPECT_MS))) return true;
    const [from, to] = [await this.geolocation.locate(last.ip), await this.geolocation.locate(origin.ip)];
    return from !== null && to !== null && isImpossibleTravel(from, to, at.getTime() - last.at.getTime());
  }

  /** @param since only those after the owner came in last count */
  @Transactional()
  protected async raise(personId: string, { ip }: Origin, since: Date): Promise<SignInJudgement> {
    await this.events.raise({ kind: 'unusual_sign_in', personId, ip, occasion: newId() });
    if (await this.rows.count(personId, 'unusual_sign_in', since) < UNUSUAL_LIMIT) return 'unusual';
    await this.states.freezeUnusual(personId);
    return 'frozen';
  }
}
