import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Max, Min, ValidateBy, type ValidationOptions } from 'class-validator';
import { DateTime } from 'luxon';

/** The id of a record: UUID. */
export function IsId(options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(IsUUID('all', options), ApiProperty({ format: 'uuid' }));
}

/** A calendar date `YYYY-MM-DD` that exists. */
export function IsCalendarDate(options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: 'isCalendarDate', validator: { validate: isCalendarDate } }, options),
    ApiProperty({ type: String, format: 'date', example: '2026-11-22' }),
  );
}

/** An instant, ISO 8601 with offset. */
export function IsInstant(options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: 'isInstant', validator: { validate: isInstant } }, options),
    ApiProperty({ type: String, format: 'date-time', example: '2026-11-22T08:30:00+03:00' }),
  );
}

/** A wall time `HH:mm`. */
export function IsWallTime(options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: 'isWallTime', validator: { validate: (v) => typeof v === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(v) } }, options),
    ApiProperty({ type: String, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', example: '08:30' }),
  );
}

export function isCalendarDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;
}

export function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /T.*(Z|[+-]\d{2}:\d{2})$/.test(value) && DateTime.fromISO(value).isValid;
}

/** A boolean of the query: `true` or `false` only (implicit conversion would turn `false` into true). */
export function QueryBoolean(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean(), IsOptional(), ApiProperty({ type: Boolean, required: false }),
  );
}

/** A whole number of the query within bounds. */
export function QueryInt(bounds: { min: number; max: number; default?: number }): PropertyDecorator {
  return applyDecorators(
    Type(() => Number), IsInt(), Min(bounds.min), Max(bounds.max), IsOptional(),
    ApiProperty({ type: 'integer', minimum: bounds.min, maximum: bounds.max, required: false, default: bounds.default }),
  );
}

/** `limit` and `cursor` of every list (api.md, Lists). */
export class PageQuery {
  /** How many items at most. */
  @QueryInt({ min: 1, max: 200, default: 50 })
  limit: number = 50;

  /** `nextCursor` of the page before. */
  @IsOptional() @IsString() @ApiProperty({ type: String, required: false })
  cursor?: string;
}
