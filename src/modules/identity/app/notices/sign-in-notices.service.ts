import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { type SignInNotices, SignInNoticesRepository } from '../../persistence/sign-in-notices.repository.js';

/** Which sign-ins and failed tries their owner hears of (ID-12). A new device is told of in any case. */
@Injectable()
export class SignInNoticesService {
  constructor(private readonly wishes: SignInNoticesRepository) {}

  read({ personId }: Actor): Promise<SignInNotices> {
    return this.wishes.of(personId);
  }

  /** @throws DomainError `object.stale` */
  @Transactional()
  async replace(actor: Actor, wanted: SignInNotices): Promise<SignInNotices> {
    if (!await this.wishes.replace(actor.personId, wanted)) throw new DomainError('object.stale');
    return this.read(actor);
  }
}
