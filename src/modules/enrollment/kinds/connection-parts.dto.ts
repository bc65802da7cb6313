import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { ChildNameForm } from './diary-access-form.dto.js';

// Shape only: a draft keeps whatever was typed (EN-3); what it means is checked when it is sent.

/** A full name; a missing patronymic is normal. */
export class PersonNameForm extends ChildNameForm {}

/** Who gets the account: the applicant, or somebody new whose login and transit password go to the contact named here. */
export class AppointeeForm {
  /** It is the applicant: nothing else is needed. @example false */
  @IsOptional() @IsBoolean() @ApiProperty({ required: false, example: false })
  self?: boolean;

  @IsOptional() @ValidateNested() @Type(() => PersonNameForm)
  name?: PersonNameForm;

  /** The login goes here; by SMS when only a phone is named. @example "belov@school12.example.org" */
  @IsOptional() @IsString() @MaxLength(254)
  email?: string;

  /** @example "+7 921 000-00-12" */
  @IsOptional() @IsString() @MaxLength(40)
  phone?: string;
}
