import { ApiProperty } from '@nestjs/swagger';

export class WorkTypeDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  /** Stable within the school. */
  @ApiProperty({ example: 'control' }) code: string;
  @ApiProperty({ example: 'Контрольная работа' }) name: string;
  @ApiProperty({ type: 'integer', example: 3 }) weight: number;
  /** Whether marks of it are in averages. */
  @ApiProperty({ example: true }) counts: boolean;
}

export class ScaleValueDto {
  @ApiProperty({ example: 'exempt' }) code: string;
  @ApiProperty({ example: 'осв' }) display: string;
  /** What it adds to an average; null: never in one. */
  @ApiProperty({ type: 'integer', nullable: true, example: null }) points: number | null;
}

export class WorkTypesDto {
  @ApiProperty({ type: [WorkTypeDto] }) items: WorkTypeDto[];
  /** The school's scale of marks. */
  @ApiProperty({ type: [ScaleValueDto] }) scale: ScaleValueDto[];
}

export class ChangeReasonDto {
  @ApiProperty({ example: 'rechecked' }) code: string;
  @ApiProperty({ example: 'Работа проверена повторно' }) name: string;
  @ApiProperty({ example: false }) noteRequired: boolean;
}

export class ChangeReasonsDto {
  @ApiProperty({ type: [ChangeReasonDto] }) items: ChangeReasonDto[];
}
