import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Equals, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { PRIORITY_GROUNDS } from '../domain/admission-check.js';
import { ApplicantDetailsForm, ChildForm, ConsentForm } from './diary-access-form.dto.js';
import { WithDocuments } from './school-form.dto.js';

/** What a parent may type into a request for a place in a grade (EN-1, EN-13). */
export class AdmissionFields extends WithDocuments {
  /** From `/schools`. @example "019b0000-0000-7000-8000-000000000010" */
  @IsOptional() @IsString() @MaxLength(40)
  schoolId?: string;

  /** The school year it is for, by the year it starts in: the present or the next. */
  @IsOptional() @IsInt() @ApiProperty({ type: 'integer', required: false, example: 2027 })
  schoolYear?: number;

  @IsOptional() @IsInt() @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: 11, example: 1 })
  gradeLevel?: number;

  @IsOptional() @ValidateNested() @Type(() => ChildForm)
  child?: ChildForm;

  /** `mother`, `father`, `guardian` or `other`. @example "mother" */
  @IsOptional() @IsString() @MaxLength(20)
  relationship?: string;

  /** Why the child has a priority: shown to the office, which looks at the papers; the order of the list is by the time of receipt. */
  @IsOptional() @IsString() @MaxLength(20) @ApiProperty({ required: false, enum: PRIORITY_GROUNDS, example: 'sibling' })
  priorityGround?: string;

  @IsOptional() @ValidateNested() @Type(() => ApplicantDetailsForm)
  applicantDetails?: ApplicantDetailsForm;

  @IsOptional() @ValidateNested() @Type(() => ConsentForm)
  consent?: ConsentForm;
}

export class AdmissionForm extends AdmissionFields {
  /** @example "admission" */
  @Equals('admission') @ApiProperty({ enum: ['admission'] })
  kind: 'admission';
}
