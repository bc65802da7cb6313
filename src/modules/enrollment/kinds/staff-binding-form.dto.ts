import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, Equals, IsArray, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { AttachedDocumentForm } from './diary-access-form.dto.js';

/** What may be typed into a request to be bound to a school as one of its staff (SC-5). Every field may be missing in a draft. */
export class StaffBindingFields {
  /** The school's public code, as on its poster: fills in the school. @example "K7MQ2HXZ" */
  @IsOptional() @IsString() @MaxLength(20)
  schoolCode?: string;

  /** @example "019b0000-0000-7000-8000-000000000010" */
  @IsOptional() @IsString() @MaxLength(40)
  schoolId?: string;

  /** `teacher`, `methodist`, `deputy_head`, `secretary`, `school_admin` or `director`. @example "teacher" */
  @IsOptional() @IsString() @MaxLength(20)
  role?: string;

  /** As in the order. @example "Учитель физики" */
  @IsOptional() @IsString() @MaxLength(200)
  position?: string;

  /** Subjects they teach, as the school names them: with `classes`, the approval gives them the groups nobody teaches. @example ["Физика"] */
  @IsOptional() @IsArray() @ArrayMaxSize(10) @IsString({ each: true }) @MaxLength(200, { each: true }) @ApiProperty({ type: [String], required: false, example: ['Физика'] })
  subjects?: string[];

  /** Class they lead; the approval gives it when nobody leads it. @example "5А" */
  @IsOptional() @IsString() @MaxLength(20)
  homeroomClass?: string;

  /** Classes they teach, of the current school year; may be missing. @example ["5А", "6Б"] */
  @IsOptional() @IsArray() @ArrayMaxSize(60) @IsString({ each: true }) @MaxLength(20, { each: true }) @ApiProperty({ type: [String], required: false, example: ['5А', '6Б'] })
  classes?: string[];

  /** Of the order of appointment. @example "14-к" */
  @IsOptional() @IsString() @MaxLength(100)
  orderNumber?: string;

  /** First day of work; the day of the approval when missing. ДД.ММ.ГГГГ or YYYY-MM-DD. @example "01.09.2026" */
  @IsOptional() @IsString() @MaxLength(40)
  startsOn?: string;

  /** One document of powers: `appointment_order` or `powers_certificate`; beside it `other`. */
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => AttachedDocumentForm)
  documents?: AttachedDocumentForm[];
}

export class StaffBindingForm extends StaffBindingFields {
  @Equals('staff_binding') @ApiProperty({ enum: ['staff_binding'], example: 'staff_binding' })
  kind: 'staff_binding';
}

/** Nothing has to be said. */
export class StaffBindingApproval {}
