import { ApiProperty } from '@nestjs/swagger';
import { DOCUMENT_KINDS, type DocumentKind } from '../claims.contracts.js';
import type { PupilData } from '../app/data-reviews.service.js';
import { NameDto, NamedRefDto } from './family.dto.js';

/** A pupil's data as the school has them on file. */
export class PupilDataDto {
  /** @example "019b0000-0000-7000-8000-000000000030" */
  pupilId: string;
  school: NamedRefDto;
  name: NameDto;
  /** @example "2015-05-07" */
  @ApiProperty({ format: 'date' })
  birthDate: string;
  @ApiProperty({ enum: ['m', 'f'], example: 'f' })
  sex: string;
  @ApiProperty({ type: NamedRefDto, nullable: true })
  class: NamedRefDto | null;
  /** The school has the SNILS on file. @example true */
  hasSnils: boolean;
  /** The same of the INN. @example true */
  hasInn: boolean;
  /** Which identity document the school has on file. */
  @ApiProperty({ enum: DOCUMENT_KINDS, nullable: true, example: 'birth_certificate' })
  documentKind: DocumentKind | null;
  /** You have not yet found the present data right: confirm them, or send a correction. @example true */
  reviewDue: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  confirmedAt: string | null;
  /** Of the data, for `If-Match` of a confirmation. */
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class PupilDataListDto {
  items: PupilDataDto[];
  /** Kind of the request by which wrong data are corrected: `POST /requests`. */
  @ApiProperty({ enum: ['data_correction'], example: 'data_correction' })
  correctionKind: string;
}

export function toPupilDataDto({ pupil, schoolName, papers, confirmedAt }: PupilData): PupilDataDto {
  const { id, schoolId, name, birthDate, sex, schoolClass, version } = pupil;
  return {
    pupilId: id, school: { id: schoolId, name: schoolName }, name: { ...name, patronymic: name.patronymic ?? null }, birthDate, sex, class: schoolClass, ...papers,
    reviewDue: confirmedAt === null, confirmedAt: confirmedAt?.toISOString() ?? null, version,
  };
}
