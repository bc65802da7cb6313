import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import type { Device, Origin } from '../../identity.contracts.js';
import { DevicesRepository } from '../../persistence/devices.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { LiveSessions } from '../live-sessions.js';
import { hashToken, newRefreshToken } from '../refresh-token.js';

/** Trust lapses after so long without a sign-in. */
const TRUST_MS = 180 * 24 * 3600 * 1000;

/** What a sign-in says about its device: the trusted one it comes from, and whether to trust it from now on. */
export interface DeviceClaim {
  readonly id: string | null;
  readonly trust: boolean;
}

/** Devices their owners trust (ID-9, ID-11). */
@Injectable()
export class TrustedDevices {
  constructor(
    private readonly devices: DevicesRepository,
    private readonly sessions: SessionsRepository,
    private readonly live: LiveSessions,
    private readonly audit: AuditFacade,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Seconds a session on a trusted device lives without use. */
  get idleSeconds(): number {
    return this.config.settings.TRUSTED_DEVICE_DAYS * 24 * 3600;
  }

  /** The device behind a token, for the account an identifier means; null for a forged token, or one of another account. */
  async recognise(token: string | null, aliases: readonly string[]): Promise<{ id: string; personId: string } | null> {
    return token === null ? null : this.devices.ofToken(hashToken(token), aliases, this.usedAfter());
  }

  /** At a successful sign-in: the trusted device the session opens on, with the token a new one is to keep; null for any other device. */
  async enter(personId: string, { id, trust }: DeviceClaim, name: string | null, origin: Origin, at: Date): Promise<{ id: string; token?: string } | null> {
    if (id !== null && await this.devices.used(id, personId, origin, at)) return { id };
    if (!trust) return null;
    const [made, token] = [newId(), newRefreshToken()];
    await this.devices.insert({ id: made, personId, tokenHash: hashToken(token), name, userAgent: origin.userAgent, ip: origin.ip, createdAt: at });
    await this.audit.record({ personId, ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.trust_device', objectType: 'device', objectId: made, subjectId: personId, outcome: 'success',
    });
    return { id: made, token };
  }

  list({ personId }: Actor): Promise<Device[]> {
    return this.devices.list(personId, this.usedAfter());
  }

  /** Its sessions end with the trust. Not found for a device of somebody else. */
  @Transactional()
  async remove(actor: Actor, id: string): Promise<void> {
    const { personId } = actor;
    await this.sessions.endOfDevice(id, personId, 'ended_by_owner', this.clock.now());
    if (!await this.devices.remove(id, personId)) throw notFound();
    await this.audit.record(actor, { operation: 'identity.remove_device', objectType: 'device', objectId: id, subjectId: personId, outcome: 'success' });
    this.live.revoke(personId);
  }

  forget(): Promise<number> {
    return this.devices.forget(this.usedAfter());
  }

  private usedAfter(): Date {
    return new Date(this.clock.now().getTime() - TRUST_MS);
  }
}
