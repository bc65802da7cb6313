import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { LessonChanges } from '../app/lesson-changes.service.js';
import { CancelLessonDto, LessonDto, SubstituteDto, toLessonDto } from './lesson.dto.js';

@ApiTags('schedule')
@Controller('lessons/:id')
export class LessonChangesController {
  constructor(private readonly changes: LessonChanges) {}

  @Post('cancel')
  @HttpCode(200)
  @RequirePermission('schedule.change_lessons')
  @Problems('schedule.lesson_cancelled')
  @ApiOperation({ summary: 'Cancel a lesson', operationId: 'cancelLesson' })
  @ApiOkResponse({ type: LessonDto })
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CancelLessonDto): Promise<LessonDto> {
    return toLessonDto(await this.changes.cancel(actor, id, body.reason));
  }

  @Post('substitute')
  @HttpCode(200)
  @RequirePermission('schedule.change_lessons')
  @Problems('schedule.lesson_cancelled', 'schedule.clash')
  @ApiOperation({ summary: 'Send a substitute teacher', operationId: 'substituteTeacher' })
  @ApiOkResponse({ type: LessonDto })
  async substitute(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SubstituteDto): Promise<LessonDto> {
    return toLessonDto(await this.changes.substitute(actor, id, body.teacherId, body.reason));
  }
}
