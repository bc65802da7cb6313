import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PURPOSE_NAMES, type FilePurpose } from '../domain/purposes.js';
import type { FileDescription, FileState } from '../files.contracts.js';

/** The text fields of the form. */
export class UploadDto {
  /** What for: sets the types and the size taken. */
  @IsIn(PURPOSE_NAMES) @ApiProperty({ enum: PURPOSE_NAMES, example: 'request_document' })
  purpose: FilePurpose;
}

/** The form as the document shows it. */
export class UploadFormDto extends UploadDto {
  /** `request_document`: PDF, JPG or PNG by content, at most 5 MB. */
  @ApiProperty({ type: String, format: 'binary' })
  file: unknown;
}

export class ContentQuery {
  /** `inline`: to be shown in place (EN-9); the sandbox of its headers keeps it from acting. Else it is an attachment. */
  @IsOptional() @IsIn(['attachment', 'inline']) @ApiProperty({ enum: ['attachment', 'inline'], required: false, example: 'inline' })
  disposition?: 'attachment' | 'inline';
}

export class FileDto {
  /** @example "019b76da-a800-7000-8000-000000000001" */
  id: string;
  /** As it was sent, without paths and invisible characters. @example "Свидетельство о рождении.pdf" */
  name: string;
  /** Told by content. @example "application/pdf" */
  mediaType: string;
  /** Bytes. */
  @ApiProperty({ type: 'integer', example: 48213 })
  size: number;
  /** Hex. @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  sha256: string;
  /** `not_scanned`: no antivirus is set up. `scanning`: it has not answered yet, the content is given to nobody. `rejected`: it found something, the content is gone. */
  @ApiProperty({ enum: ['not_scanned', 'scanning', 'clean', 'rejected'], example: 'not_scanned' })
  state: FileState;
}

export function toFileDto({ id, name, mediaType, size, sha256, state }: FileDescription): FileDto {
  return { id, name, mediaType, size, sha256, state };
}
