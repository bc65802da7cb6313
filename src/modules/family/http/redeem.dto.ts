import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Equals, IsIn, IsInt, IsOptional, IsString, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import type { Pupil } from '../../schools/index.js';
import { LINK_KINDS, type LinkKind } from '../family.contracts.js';
import { NamedRefDto } from './family.dto.js';

/** The text agreed to (`GET /consent-texts`, purpose `child_data`). */
export class RedeemConsentBody {
  @IsInt() @Min(1) @ApiProperty({ type: 'integer', example: 1 })
  version: number;

  @Equals(true) @ApiProperty({ enum: [true], example: true })
  given: true;
}

export class OwnCodeBody {
  /** As on the slip, in any case; spaces and dashes do not matter. @example "K7MQ-2HXZ-9T4W" */
  @IsString() @MinLength(1) @MaxLength(60)
  code: string;
}

export class RedeemCodeBody extends OwnCodeBody {
  /** Who you are to the child. */
  @IsIn(LINK_KINDS) @ApiProperty({ enum: LINK_KINDS, example: 'mother' })
  relationship: LinkKind;

  /** Without a consent the child is linked and the marks stay closed until one is given at `/me/consents` (FA-8). */
  @IsOptional() @ValidateNested() @Type(() => RedeemConsentBody) @ApiProperty({ required: false, type: RedeemConsentBody })
  consent?: RedeemConsentBody;
}

/** The pupil an account belongs to from now on. */
export class OwnPupilDto {
  /** Id for `/pupils/{id}/diary`. @example "019b0000-0000-7000-8000-000000000030" */
  pupilId: string;
  /** @example "019b0000-0000-7000-8000-000000000010" */
  schoolId: string;
  @ApiProperty({ type: NamedRefDto, nullable: true })
  class: NamedRefDto | null;
}

export function toOwnPupilDto({ id, schoolId, schoolClass }: Pupil): OwnPupilDto {
  return { pupilId: id, schoolId, class: schoolClass };
}
