import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { AttachedDocumentForm } from './diary-access-form.dto.js';

/** Files of a request. */
export class WithDocuments {
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => AttachedDocumentForm)
  documents?: AttachedDocumentForm[];
}

/** About a pupil the applicant represents, or is. */
export class AboutPupil extends WithDocuments {
  /** Of `/children`, or of oneself. @example "019b0000-0000-7000-8000-000000000020" */
  @IsOptional() @IsString() @MaxLength(40)
  pupilId?: string;
}

/** Approval of a kind with nothing to decide but that. */
export class PlainApproval {
  /** A word to the applicant, kept with the decision. @example "Исправлено по свидетельству." */
  @IsOptional() @IsString() @MaxLength(2000)
  message?: string;
}
