import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Clock } from '../../../shared/clock.js';
import { TrustedDevices } from './devices/trusted-devices.js';
import { ForgetForms } from './forget-forms.js';
import { AttemptsRepository } from '../persistence/attempts.repository.js';
import { ChallengesRepository } from '../persistence/challenges.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';

/** Trust in devices long unused, counters that say nothing any more, challenges and codes past their time, refresh tokens of sessions long over. */
@Injectable()
export class ForgetService {
  constructor(
    private readonly attempts: AttemptsRepository,
    private readonly challenges: ChallengesRepository,
    private readonly sessions: SessionsRepository,
    private readonly devices: TrustedDevices,
    private readonly forms: ForgetForms,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async run(): Promise<{ attempts: number; challenges: number; tokens: number; devices: number; codes: number; contactChanges: number; registrations: number; recoveries: number; doubts: number; portals: number }> {
    const now = this.clock.now();
    return {
      attempts: await this.attempts.forget(now),
      challenges: await this.challenges.forget(now),
      tokens: await this.sessions.forgetTokens(new Date(now.getTime() - 24 * 3600 * 1000)),
      devices: await this.devices.forget(),
      ...await this.forms.run(now),
    };
  }
}
