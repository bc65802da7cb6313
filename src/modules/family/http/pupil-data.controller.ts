import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DataReviews } from '../app/data-reviews.service.js';
import { PupilDataDto, PupilDataListDto, toPupilDataDto } from './pupil-data.dto.js';

/** After the first sign-in, and whenever the school has changed them: the data on file are looked through (ID-4). */
@ApiTags('Families')
@RequirePermission('family.pupil_data')
@Controller('me/pupil-data')
export class PupilDataController {
  constructor(private readonly reviews: DataReviews) {}

  @Get()
  @ApiOperation({ summary: 'Data on file of yourself as a pupil, or of children you may act for (ID-4)', operationId: 'listPupilData' })
  async list(@CurrentActor() actor: Actor): Promise<PupilDataListDto> {
    return { items: (await this.reviews.list(actor)).map(toPupilDataDto), correctionKind: 'data_correction' };
  }

  /** What is wrong is corrected by a request of kind `data_correction`, with scans. */
  @Post(':pupilId/confirm')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'The data on file are right (ID-4)', operationId: 'confirmPupilData' })
  @Problems('object.not_found', 'object.stale', 'object.if_match_required')
  async confirm(@CurrentActor() actor: Actor, @Param('pupilId') pupilId: string, @IfMatch() version: number): Promise<PupilDataDto> {
    return toPupilDataDto(await this.reviews.confirm(actor, pupilId, version));
  }
}
