import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequireLevel, RequirePermission } from '../../../platform/auth/index.js';
import { ContentTagged, Problems } from '../../../platform/http/index.js';
import { localeOf, say } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DiaryQuery } from '../app/diary.query.js';
import { DiaryDto, DiaryPeriodQuery, toDiaryDto } from './diary.dto.js';

const WITHHELD = 'diary.marks_withheld';

@ApiTags('diary')
@Controller('pupils/:id/diary')
export class DiaryController {
  constructor(private readonly diary: DiaryQuery) {}

  @Get()
  @RequirePermission('diary.read')
  @RequireLevel()
  @ContentTagged()
  @ApiOperation({
    summary: 'The diary of a pupil: lessons by day with topics, homework, marks, attendance',
    description: 'For the pupil, their guardians and guests; for the administration and the homeroom teacher; a teacher sees their own lessons. '
      + 'Lessons are those of the groups the pupil was in on the day. Polled: send `If-None-Match`.',
    operationId: 'getDiary',
  })
  @Problems('family.profile_incomplete')
  @ApiOkResponse({ type: DiaryDto })
  async get(
    @CurrentActor() actor: Actor, @Param('id') pupilId: string, @Query() { from, to }: DiaryPeriodQuery, @Headers('accept-language') language?: string,
  ): Promise<DiaryDto> {
    const diary = await this.diary.run(actor, pupilId, from, to);
    return toDiaryDto(diary, () => ({ code: WITHHELD, message: say(WITHHELD, {}, localeOf(language)) }));
  }
}
