import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { REQUEST_STATUSES, type RequestStatus } from '../domain/workflow.js';

/** What somebody copied from a receipt. */
export class CheckReceiptDto {
  /** @example "2026-77-000123-5" */
  @IsString() @MinLength(1) @MaxLength(40)
  number: string;

  /** @example "7K3M-Q0ZD-4XV9" */
  @IsString() @MinLength(1) @MaxLength(40)
  code: string;
}

export class CheckedReceiptDto {
  /** @example "2026-77-000123-5" */
  number: string;
  @ApiProperty({ enum: REQUEST_STATUSES, example: 'approved' })
  status: RequestStatus;
  /** The status in words. @example "одобрено" */
  statusText: string;
  /** When the school received it. @example "2026-11-22T08:30:00.000Z" */
  submittedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-24T08:30:00.000Z' })
  decidedAt: string | null;
}
