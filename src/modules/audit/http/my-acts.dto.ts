import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../../platform/http/index.js';
import type { Locale } from '../../../platform/i18n/index.js';
import type { AuditEvent } from '../audit.contracts.js';
import { ACT_KINDS, type ActKind, ownAct } from '../own-acts.js';

export class MyActsQuery extends PageQuery {
  /** Only acts about this. */
  @IsOptional() @IsIn(ACT_KINDS) @ApiProperty({ enum: ACT_KINDS, required: false })
  kind?: ActKind;
}

/** One of your own acts that matter (ID-12). */
export class MyActDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f01' })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  at: string;

  @ApiProperty({ enum: ACT_KINDS, example: 'consents' })
  kind: string;

  /** What it was, in the reader's language. @example "Дано согласие" */
  text: string;

  /** Stable code of the act. @example "consents.give" */
  operation: string;

  /** The role acted in. */
  @ApiProperty({ type: String, nullable: true, example: 'guardian' })
  role: string | null;

  /** From which address. */
  @ApiProperty({ type: String, nullable: true, example: '203.0.113.7' })
  ip: string | null;

  /** @example "consents.consent" */
  objectType: string;

  @ApiProperty({ type: String, nullable: true, example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f02' })
  objectId: string | null;
}

export class MyActsPageDto {
  /** Newest first. */
  items: MyActDto[];

  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function toMyActDto({ id, at, operation, role, ip, objectType, objectId }: AuditEvent, locale: Locale): MyActDto {
  const act = ownAct(operation)!;
  return { id, at: at.toISOString(), kind: act.kind, text: act[locale], operation, role, ip, objectType, objectId };
}
