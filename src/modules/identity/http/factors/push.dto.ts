import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { Approval } from '../../app/factors/approvals.service.js';

export class PushEnrolledDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f06' })
  id: string;
}

export class NumberBody {
  /** What the other device shows. @example "47" */
  @Matches(/^\s*\d{2}\s*$/)
  number: string;
}

/** Somebody wants to sign in, or to strengthen a session. */
export class ApprovalDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f06' })
  id: string;

  /** Where from. @example "203.0.113.7" */
  ip: string;

  @ApiProperty({ type: String, nullable: true, example: 'Mozilla/5.0' })
  userAgent: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  createdAt: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:35:00.000Z' })
  expiresAt: string;
}

export class ApprovalsDto {
  items: ApprovalDto[];
}

export function toApprovalDto({ id, ip, userAgent, createdAt, expiresAt }: Approval): ApprovalDto {
  return { id, ip, userAgent, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
