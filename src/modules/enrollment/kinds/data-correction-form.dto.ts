import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Equals, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { ChildDocumentForm, ChildNameForm } from './diary-access-form.dto.js';
import { AboutPupil } from './school-form.dto.js';

/** How the data should be; what is right already is left out. */
export class CorrectedDataForm {
  /** The whole name. */
  @IsOptional() @ValidateNested() @Type(() => ChildNameForm)
  name?: ChildNameForm;

  /** ДД.ММ.ГГГГ or YYYY-MM-DD. @example "07.05.2015" */
  @IsOptional() @IsString() @MaxLength(40)
  birthDate?: string;

  /** `m` or `f`. @example "f" */
  @IsOptional() @IsString() @MaxLength(10)
  sex?: string;

  /** Kept sealed. @example "112-233-445 95" */
  @IsOptional() @IsString() @MaxLength(40)
  snils?: string;

  /** Kept sealed. @example "500100732259" */
  @IsOptional() @IsString() @MaxLength(40)
  inn?: string;

  /** The whole document; who issued it is not kept. */
  @IsOptional() @ValidateNested() @Type(() => ChildDocumentForm)
  document?: ChildDocumentForm;
}

/** What may be typed into a request to correct a pupil's data on file (FA-6, ID-4). The data of one's own account are changed under `/me`. */
export class DataCorrectionFields extends AboutPupil {
  @IsOptional() @ValidateNested() @Type(() => CorrectedDataForm)
  changes?: CorrectedDataForm;

  /** @example "В свидетельстве буква Ё, в журнале Е." */
  @IsOptional() @IsString() @MaxLength(2000)
  comment?: string;
}

export class DataCorrectionForm extends DataCorrectionFields {
  /** @example "data_correction" */
  @Equals('data_correction') @ApiProperty({ enum: ['data_correction'] })
  kind: 'data_correction';
}
