import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, ValidateNested } from 'class-validator';
import { NOTICE_CATEGORIES, type NoticeCategory } from '../../../platform/notices/index.js';
import type { Choices } from '../app/choices.service.js';
import { type Channel, CHANNELS, isLocked } from '../domain/choices.js';

/** One category on one channel. */
export class PreferenceDto {
  /** What it is about. */
  @IsIn(NOTICE_CATEGORIES) @ApiProperty({ enum: NOTICE_CATEGORIES, example: 'mark' })
  category: NoticeCategory;

  @IsIn(CHANNELS) @ApiProperty({ enum: CHANNELS, example: 'sms' })
  channel: Channel;

  /** Whether such notices come this way. @example true */
  @IsBoolean()
  enabled: boolean;
}

export class PreferenceItemDto {
  @ApiProperty({ enum: NOTICE_CATEGORIES, example: 'mark' })
  category: NoticeCategory;

  @ApiProperty({ enum: CHANNELS, example: 'sms' })
  channel: Channel;

  /** @example true */
  enabled: boolean;

  /** Cannot be turned off. @example false */
  locked: boolean;
}

export class PreferencesDto {
  /** Grows with each change; `If-Match` names it. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;

  /** Every category on every channel. */
  items: PreferenceItemDto[];
}

export class ReplacePreferencesDto {
  /** What differs from the default; pairs not named go back to it. */
  @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => PreferenceDto)
  items: PreferenceDto[];
}

export function toPreferencesDto({ version, items }: Choices): PreferencesDto {
  return { version, items: items.map(({ category, channel, enabled }) => ({ category, channel, enabled, locked: isLocked({ category, channel }) })) };
}
