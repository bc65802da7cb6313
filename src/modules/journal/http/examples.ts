import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';

export const MARK_ID = '019a6f3c-3a10-7d55-9a01-5e0b7c2d1f33';
export const WORK_ID = '019a6f3c-3a10-7b21-8c44-0f9e8d7c6b5a';
export const PUPIL_ID = '0199a0b1-7c00-7e8d-b2aa-1c2d3e4f5a6b';

/** An id that may be left out. */
export function IsOptionalId(): PropertyDecorator {
  return applyDecorators(IsOptional(), IsUUID('all'), ApiProperty({ type: String, format: 'uuid', required: false }));
}
