import { ApiProperty } from '@nestjs/swagger';
import { Equals, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { DOCUMENT_TYPES } from '../domain/document-check.js';
import { AboutPupil } from './school-form.dto.js';

/** What may be typed into an order of a document (EN-1). */
export class DocumentFields extends AboutPupil {
  /** `study_certificate`, `report_card` or `extract`. */
  @IsOptional() @IsString() @MaxLength(40) @ApiProperty({ required: false, enum: DOCUMENT_TYPES, example: 'study_certificate' })
  documentType?: string;

  /** Where it is to be shown. @example "По месту работы родителя" */
  @IsOptional() @IsString() @MaxLength(300)
  purpose?: string;

  /** On paper, 1 to 5; 1 unless said. */
  @IsOptional() @IsInt() @ApiProperty({ type: 'integer', required: false, example: 1 })
  copies?: number;
}

export class DocumentForm extends DocumentFields {
  /** @example "document" */
  @Equals('document') @ApiProperty({ enum: ['document'] })
  kind: 'document';
}

export class DocumentApproval {
  /** What a report card or an extract states, line by line; a certificate of study needs none. @example "Русский язык: 5, 4, 5\nМатематика: 4, 4, 5" */
  @IsOptional() @IsString() @MaxLength(5000)
  text?: string;
}
