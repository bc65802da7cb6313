import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Length, MaxLength, MinLength } from 'class-validator';
import { CHILD_ACCOUNT_STATES } from '../family.contracts.js';

export class NewChildAccountBody {
  /** The child's own login name: Latin letters, digits, `_`. @example "timofey_2015" */
  @IsString() @MinLength(1) @MaxLength(64)
  login: string;

  /** The child's own password, by the password policy (ID-3). @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  password: string;
}

export class ChildPasswordBody {
  /** By the password policy (ID-3). @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  newPassword: string;
}

export class TakeOverBody {
  /** @example "Zimniy5-veter" */
  @IsString() @MinLength(1) @MaxLength(1024)
  currentPassword: string;

  /** By the password policy (ID-3). @example "Letniy7-dozhd" */
  @IsString() @MinLength(1) @MaxLength(1024)
  newPassword: string;

  /** The code sent to your own phone by `POST /me/password/code`. @example "123456" */
  @IsOptional() @IsString() @Length(1, 20)
  code?: string;
}

export class ChildAccountDto {
  /** `none` yet; `kept` by the parents; the pupil's `own`. */
  @ApiProperty({ enum: CHILD_ACCOUNT_STATES, example: 'kept' })
  state: string;

  /** While the parents keep it. */
  @ApiProperty({ type: String, nullable: true, example: 'timofey_2015' })
  login: string | null;
}
