import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, Equals, IsArray, IsBoolean, IsOptional } from 'class-validator';
import { IsId } from '../../../platform/http/index.js';
import { InvalidInput } from '../../../shared/domain-error.js';

/** Whom the approval is about (EN-12): either `pupilId`, or `createPupil: true`. */
export class ChildApproval {
  /** The pupil of the school the request is about. */
  @IsOptional() @IsId() @ApiProperty({ required: false, format: 'uuid' })
  pupilId?: string;

  /** The child is not on the roll: put them there. @example true */
  @IsOptional() @IsBoolean() @Equals(true) @ApiProperty({ required: false, enum: [true] })
  createPupil?: true;

  /** Candidates of `enrollment.duplicates` that somebody looked at: these are other children. */
  @IsOptional() @IsArray() @ArrayMaxSize(50) @IsId({ each: true }) @ApiProperty({ required: false, type: [String], format: 'uuid' })
  confirmedDuplicates?: string[];
}

export type ChildTarget = { readonly pupilId: string } | { readonly createPupil: true; readonly confirmedDuplicates: readonly string[] };

/** @throws InvalidInput for both or neither */
export function targetOf({ pupilId, createPupil, confirmedDuplicates = [] }: ChildApproval): ChildTarget {
  if (pupilId !== undefined && createPupil === undefined) return { pupilId };
  if (pupilId === undefined && createPupil === true) return { createPupil, confirmedDuplicates };
  throw new InvalidInput([{ pointer: '/pupilId', code: 'enrollment.one_target' }]);
}
