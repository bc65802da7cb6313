import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsCalendarDate, PageQuery, QueryBoolean } from '../../../platform/http/index.js';
import { CHANGE_REASONS } from '../domain/change-reasons.js';
import type { GroupRow, HistoryRow, PupilMarkRow } from '../journal.contracts.js';
import type { JournalReads } from '../app/journal-reads.query.js';
import { IsOptionalId, MARK_ID } from './examples.js';
import { NamedDto, PersonNameDto } from './journal-page.dto.js';
import { AverageDto, toAverageDto } from './mark.dto.js';

export class GroupsQuery extends PageQuery {
  /** Only groups you are assigned to today. */
  @QueryBoolean()
  mine?: boolean;
}

export class JournalQuery {
  /** Id of a term; the present one when absent. */
  @IsOptionalId()
  term?: string;
}

export class GroupDto extends NamedDto {
  @ApiProperty({ type: 'integer', example: 2026 }) schoolYear: number;
  @ApiProperty({ type: NamedDto }) subject: NamedDto;
  @ApiProperty({ type: [NamedDto] }) classes: NamedDto[];
}

export class GroupsPageDto {
  @ApiProperty({ type: [GroupDto] }) items: GroupDto[];
  @ApiProperty({ type: String, nullable: true, example: null }) nextCursor: string | null;
}

export class MarkActDto {
  @ApiProperty({ type: 'integer', example: 2 }) version: number;
  @ApiProperty({ enum: ['given', 'changed', 'removed'], example: 'changed' }) act: string;
  @ApiProperty({ type: String, nullable: true, example: '3' }) from: string | null;
  @ApiProperty({ type: String, nullable: true, example: '4' }) to: string | null;
  @ApiProperty({ type: String, nullable: true }) commentFrom: string | null;
  @ApiProperty({ type: String, nullable: true }) commentTo: string | null;
  @ApiProperty({ enum: CHANGE_REASONS.map((r) => r.code), nullable: true, example: 'rechecked' }) reasonCode: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: PersonNameDto, nullable: true }) by: PersonNameDto | null;
  /** The role acted in. */
  @ApiProperty({ type: String, nullable: true, example: 'teacher' }) role: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' }) at: string;
}

export class MarkHistoryDto {
  /** The first act first. */
  @ApiProperty({ type: [MarkActDto] }) items: MarkActDto[];
}

export class PupilMarksQuery extends PageQuery {
  @IsOptionalId() term?: string;
  @IsOptionalId() subject?: string;
  /** Id of a work type. */
  @IsOptionalId() workType?: string;
  /** The first day; its school year is the one read (the present one when no day is named). */
  @IsOptional() @IsCalendarDate() @ApiProperty({ type: String, format: 'date', required: false }) from?: string;
  @IsOptional() @IsCalendarDate() @ApiProperty({ type: String, format: 'date', required: false }) to?: string;
}

export class PupilMarkDto {
  @ApiProperty({ format: 'uuid', example: MARK_ID }) id: string;
  @ApiProperty({ format: 'uuid' }) lessonId: string;
  @ApiProperty({ format: 'uuid' }) groupId: string;
  @ApiProperty({ type: NamedDto }) subject: NamedDto;
  @ApiProperty({ format: 'date', example: '2026-11-20' }) date: string;
  @ApiProperty({ example: '5' }) value: string;
  @ApiProperty({ type: 'integer', example: 3 }) weight: number;
  @ApiProperty({ type: NamedDto }) workType: NamedDto;
  @ApiProperty({ type: String, nullable: true }) title: string | null;
  @ApiProperty({ type: String, nullable: true }) comment: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
}

export class PupilMarksPageDto {
  @ApiProperty({ type: [PupilMarkDto] }) items: PupilMarkDto[];
  @ApiProperty({ type: String, nullable: true, example: null }) nextCursor: string | null;
}

export class PupilAverageDto extends AverageDto {
  @ApiProperty({ format: 'uuid' }) groupId: string;
  @ApiProperty({ type: NamedDto }) subject: NamedDto;
  @ApiProperty({ example: '2 четверть' }) termName: string;
}

export class PupilAveragesDto {
  @ApiProperty({ type: [PupilAverageDto] }) items: PupilAverageDto[];
}

export function toGroupDto({ id, name, schoolYear, subjectId, subjectName, classes }: GroupRow): GroupDto {
  return { id, name, schoolYear, subject: { id: subjectId, name: subjectName }, classes };
}

export function toMarkHistoryDto(row: HistoryRow): MarkActDto {
  return {
    version: row.version, act: row.act, from: row.valueBefore, to: row.valueAfter, commentFrom: row.commentBefore, commentTo: row.commentAfter,
    reasonCode: row.reasonCode, note: row.note, role: row.byRole, at: row.at.toISOString(),
    by: row.family === null || row.given === null ? null : { family: row.family, given: row.given, patronymic: row.patronymic },
  };
}

export function toPupilMarkDto(row: PupilMarkRow): PupilMarkDto {
  return {
    id: row.id, lessonId: row.lessonId, groupId: row.groupId, subject: { id: row.subjectId, name: row.subjectName }, date: row.date,
    value: row.value, weight: row.weight, workType: { id: row.typeId, name: row.typeName }, title: row.title, comment: row.comment,
    at: row.givenAt.toISOString(), version: row.version,
  };
}

export function toPupilAverageDto(row: Awaited<ReturnType<JournalReads['averages']>>[number]): PupilAverageDto {
  return { ...toAverageDto(row), groupId: row.groupId, subject: { id: row.subjectId, name: row.subjectName }, termName: row.termName };
}
