import { Controller, Get, Headers } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { notFound } from '../../../shared/domain-error.js';
import { SchoolLists } from '../app/school-lists.query.js';
import { CHANGE_REASONS } from '../domain/change-reasons.js';
import { ChangeReasonsDto, WorkTypesDto } from './lists.dto.js';

@ApiTags('journal')
@Controller()
@RequirePermission('journal.read')
export class JournalListsController {
  constructor(private readonly lists: SchoolLists) {}

  /** The school's own list with weights, and its scale of marks. */
  @Get('work-types')
  @ApiOperation({ summary: 'List kinds of work and the scale of the school', operationId: 'listWorkTypes' })
  @ApiOkResponse({ type: WorkTypesDto })
  @Problems('object.not_found')
  async workTypes(@CurrentActor() actor: Actor): Promise<WorkTypesDto> {
    if (actor.schoolId === null) throw notFound();
    const { workTypes, scale } = await this.lists.of(actor.schoolId);
    return {
      items: workTypes.map(({ id, code, name, weight, counts }) => ({ id, code, name, weight, counts })),
      scale: scale.map(({ code, display, points }) => ({ code, display, points })),
    };
  }

  /** Why a mark may be changed or removed (JO-6). */
  @Get('mark-change-reasons')
  @ApiOperation({ summary: 'List reasons of mark changes', operationId: 'listMarkChangeReasons' })
  @ApiOkResponse({ type: ChangeReasonsDto })
  @Problems()
  reasons(@Headers('accept-language') language: string | undefined): ChangeReasonsDto {
    const locale = localeOf(language);
    return { items: CHANGE_REASONS.map((r) => ({ code: r.code, name: r[locale], noteRequired: r.noteRequired })) };
  }
}
