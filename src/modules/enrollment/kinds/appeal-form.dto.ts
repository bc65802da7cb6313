import { ApiProperty } from '@nestjs/swagger';
import { Equals, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { AboutPupil } from './school-form.dto.js';

/** What may be typed into an appeal to a school (EN-1); it may be about a pupil, or about none. */
export class AppealFields extends AboutPupil {
  /** From `/schools`; the pupil's school when a pupil is named. @example "019b0000-0000-7000-8000-000000000010" */
  @IsOptional() @IsString() @MaxLength(40)
  schoolId?: string;

  /** What it is about, in a few words. @example "Питание в столовой" */
  @IsOptional() @IsString() @MaxLength(200)
  topic?: string;

  /** @example "Прошу разъяснить, по какому меню кормят 5А." */
  @IsOptional() @IsString() @MaxLength(5000)
  text?: string;

  /** By when an answer would be of use; the school sees it. ДД.ММ.ГГГГ or YYYY-MM-DD. @example "20.12.2026" */
  @IsOptional() @IsString() @MaxLength(40)
  answerExpectedOn?: string;
}

export class AppealForm extends AppealFields {
  /** @example "appeal" */
  @Equals('appeal') @ApiProperty({ enum: ['appeal'] })
  kind: 'appeal';
}

export class AppealApproval {
  /** The school's answer: it stays with the appeal. @example "Меню утверждено на полугодие и приложено на сайте школы." */
  @IsString() @MinLength(1) @MaxLength(5000)
  answer: string;
}
