import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { parseRequestNumber, requestNumber } from '../../domain/number.js';
import type { EnrollmentRequest } from '../../enrollment.contracts.js';
import { RequestRepository } from '../../persistence/request.repository.js';
import { Steps } from '../steps.service.js';

/** Accepts what an applicant brought to the school, by what stands on the paper (EN-14). */
@Injectable()
export class ReceiveRequest {
  constructor(private readonly steps: Steps, private readonly requests: RequestRepository) {}

  /**
   * @param typed the number, or what its QR code says: number and verification code
   * @throws InvalidInput for what is no number; DomainError object.not_found, enrollment.transition_not_allowed
   */
  async receive(actor: Actor, typed: string): Promise<EnrollmentRequest> {
    const parts = parseRequestNumber(typed.trim().split(/\s+/)[0] ?? '');
    if (parts === null) throw new InvalidInput([{ pointer: '/number', code: 'enrollment.number' }]);
    const found = await this.requests.byNumber(requestNumber(parts));
    if (found === null) throw notFound();
    return this.steps.take(actor, found.id, 'receive', ({ assigneeId }) => ({ change: { assigneeId: assigneeId ?? actor.personId } }));
  }
}
