import { IsOptional, Matches } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsInstant, PageQuery } from '../../../platform/http/index.js';
import type { AuditEvent } from '../audit.contracts.js';

export class AuditEventsQuery extends PageQuery {
  /** Only about this person or pupil. */
  @IsOptional() @IsId()
  subject?: string;

  /** Only what this person did. */
  @IsOptional() @IsId()
  actor?: string;

  /** Only this operation. @example "enrollment.approve" */
  @IsOptional() @Matches(/^[a-z_]+(\.[a-z_]+)+$/)
  operation?: string;

  /** From this instant on. */
  @IsOptional() @IsInstant()
  from?: string;

  /** Before this instant. */
  @IsOptional() @IsInstant()
  until?: string;
}

/** One act in the audit log (SE-1). */
export class AuditEventDto {
  /** @example "0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01" */
  @ApiProperty({ format: 'uuid' })
  id: string;

  /** When. @example "2026-11-22T08:30:00.000Z" */
  @ApiProperty({ format: 'date-time' })
  at: string;

  /** Who; null for the system or somebody not signed in. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actorId: string | null;

  /** The role acted in. @example "secretary" */
  @ApiProperty({ type: String, nullable: true })
  role: string | null;

  /** From which address. @example "203.0.113.7" */
  @ApiProperty({ type: String, nullable: true })
  ip: string | null;

  /** @example "enrollment.approve" */
  operation: string;

  /** @example "request" */
  objectType: string;

  @ApiProperty({ type: String, nullable: true })
  objectId: string | null;

  /** The person or pupil whose data it is about. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  subjectId: string | null;

  @ApiProperty({ enum: ['success', 'refused', 'failed'] })
  outcome: string;

  /** Ids and codes. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { reasonCode: 'no_document' } })
  details: Record<string, unknown>;
}

export class AuditEventsPageDto {
  items: AuditEventDto[];

  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export function toAuditEventDto(event: AuditEvent): AuditEventDto {
  const { id, at, actorId, role, ip, operation, objectType, objectId, subjectId, outcome, details } = event;
  return { id, at: at.toISOString(), actorId, role, ip, operation, objectType, objectId, subjectId, outcome, details };
}
