import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import { addressGroup } from '../../../../shared/address-group.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { parseRequestNumber, requestNumber } from '../../domain/number.js';
import { normaliseReceiptCode } from '../../domain/receipt-code.js';
import type { RequestStatus } from '../../domain/workflow.js';
import { RequestRepository } from '../../persistence/request.repository.js';
import { Receipts } from './receipts.service.js';

/** A whole school is one address to us. */
const CHECKS: Limit = { operation: 'enrollment.receipt_check', most: 60, windowMs: 10 * 60 * 1000 };

/** What a receipt's check tells anybody: the state and its times, nothing of people. */
export interface CheckedReceipt {
  readonly number: string;
  readonly status: RequestStatus;
  readonly submittedAt: Date;
  readonly decidedAt: Date | null;
}

@Injectable()
export class ReceiptCheck {
  constructor(private readonly requests: RequestRepository, private readonly receipts: Receipts, private readonly limits: Limits) {}

  /** @throws DomainError enrollment.receipt_unknown, the same for a wrong number and a wrong code; limits.too_many */
  async check(typed: { readonly number: string; readonly code: string }, ip: string): Promise<CheckedReceipt> {
    await this.limits.spend(CHECKS, addressGroup(ip));
    const parts = parseRequestNumber(typed.number);
    const request = parts === null ? null : await this.requests.byNumber(requestNumber(parts));
    if (request === null || request.number === null || request.submittedAt === null || !same(this.receipts.codeOf(request.id, request.number), normaliseReceiptCode(typed.code))) {
      throw new DomainError('enrollment.receipt_unknown');
    }
    const { number, status, submittedAt, decision } = request;
    return { number, status, submittedAt, decidedAt: decision?.at ?? null };
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
