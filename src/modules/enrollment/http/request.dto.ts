import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Transform } from 'class-transformer';
import { IsId, PageQuery, QueryBoolean } from '../../../platform/http/index.js';
import { EXTEND_REASON_CODES, rejectReasonCodes, type ExtendReason } from '../domain/reasons.js';
import { REQUEST_STATUSES, type RequestStatus } from '../domain/workflow.js';
import '../kinds/kinds.js';

const REJECT_REASON_CODES = rejectReasonCodes();

export class AskApplicantDto {
  /** What is missing, a line each. @example ["Копия свидетельства о рождении, вторая страница"] */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @IsString({ each: true }) @MaxLength(300, { each: true })
  missing: string[];

  /** What the applicant should do. @example "Приложите страницу с отметкой о гражданстве." */
  @IsString() @MinLength(1) @MaxLength(2000)
  message: string;
}

export class SendDto {
  /** The applicant brings it to the school, which accepts it by its number or QR code (EN-14). @example false */
  @IsOptional() @IsBoolean()
  bringInPerson?: boolean;
}

export class HandOverDto {
  /** How; it stands in the history. @example "Расписка вручена лично." */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(2000)
  message?: string;
}

export class AskSupportDto {
  /** A word to support; it stands in the history. @example "Звонила в школу дважды, ответа нет." */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(2000)
  message?: string;
}

export class ReplyDto {
  /** A word to the school. @example "Приложила вторую страницу." */
  @IsOptional() @IsString() @MaxLength(2000)
  message?: string;
}

export class ExtendDto {
  /** `high_load` is the director's alone. */
  @IsIn(EXTEND_REASON_CODES) @ApiProperty({ enum: EXTEND_REASON_CODES, example: 'additional_check' })
  reasonCode: ExtendReason;

  /** Shown to the applicant. @example "Ждём ответа органов опеки." */
  @IsOptional() @IsString() @MaxLength(2000)
  message?: string;
}

export class RejectDto {
  /** The ground, one of its kind's; its words say how to mend it. */
  @IsIn(REJECT_REASON_CODES) @ApiProperty({ enum: REJECT_REASON_CODES, example: 'document_unreadable' })
  reasonCode: string;

  /** Needed for `other`. @example "Фотография размыта, серия не читается." */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(2000)
  message?: string;
}

export class ReleaseDto {
  /** Why; shown to the applicant. @example "По вашей просьбе по телефону 5 ноября." */
  @IsString() @MinLength(1) @MaxLength(2000)
  message: string;
}

export class EndorseDto {
  /** A word to whoever confirms it. @example "Работает у нас с 1 сентября, приказ проверен." */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(2000)
  message?: string;
}

export class AssignDto {
  /** Oneself, to take it, or a colleague who decides requests of the school. */
  @IsId() @ApiProperty({ format: 'uuid', example: '019b0000-0000-7000-8000-000000000060' })
  personId: string;
}

export class BulkApproveDto {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsId({ each: true }) @ApiProperty({ type: [String], format: 'uuid', example: ['019b0000-0000-7000-8000-000000000040'] })
  ids: string[];
}

export class RequestsQueryDto extends PageQuery {
  /** Own requests also for somebody who decides others'. */
  @QueryBoolean()
  mine?: boolean;

  /** One or several, separated by commas. Without it staff get the open ones. */
  @IsOptional() @IsIn(REQUEST_STATUSES, { each: true })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ApiProperty({ required: false, type: [String], enum: REQUEST_STATUSES, style: 'form', explode: false } as object)
  status?: RequestStatus[];

  /** @example "diary_access" */
  @IsOptional() @IsString() @MaxLength(40)
  kind?: string;

  @IsOptional() @IsIn(['overdue', 'today', 'week']) @ApiProperty({ required: false, enum: ['overdue', 'today', 'week'] })
  due?: 'overdue' | 'today' | 'week';

  /** @example "5А" */
  @IsOptional() @IsString() @MaxLength(20)
  class?: string;

  /** A person's id, `me` or `none`. @example "me" */
  @IsOptional() @Matches(/^(me|none|[0-9a-f-]{36})$/)
  assignee?: string;

  /** Only paper applications whose applicant waits to be told on paper, of every status (EN-14). */
  @QueryBoolean()
  toHandOver?: boolean;

  /** Part of the child's (the school's) name or of the number. @example "Соловьёва" */
  @IsOptional() @IsString() @MaxLength(100)
  q?: string;
}
