import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ASKINGS, type Asking, type SchoolFormSettings } from '../domain/form-settings.js';

export class FormSettingsDto {
  /** Addresses of registration, of the child and of the applicant. */
  @IsIn(ASKINGS) @ApiProperty({ enum: ASKINGS, example: 'required' })
  addresses: Asking;

  @IsIn(ASKINGS) @ApiProperty({ enum: ASKINGS, example: 'optional' })
  applicantPassport: Asking;
}

export class SchoolFormSettingsDto extends FormSettingsDto {
  /** 0: the school has set nothing yet. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export function toFormSettingsDto({ settings, version }: SchoolFormSettings): SchoolFormSettingsDto {
  return { addresses: settings.addresses, applicantPassport: settings.applicantPassport, version };
}
