import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { PromoteSchool } from '../app/promote-school.service.js';
import { PromotionDto, PromotionOrderDto, toPromotionDto } from './promotion.dto.js';

@Controller('schools/:id/promotions')
@ApiTags('Classes and pupils')
export class PromotionsController {
  constructor(private readonly promoting: PromoteSchool) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Take all classes into the next year in one act, or preview it; the last grade leaves, letters stay (SC-8)', operationId: 'promoteSchool' })
  @Problems('input.invalid', 'schools.year_needed', 'schools.not_at_year_end', 'schools.repeats_and_leaves')
  async run(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: PromotionOrderDto): Promise<PromotionDto> {
    requireOwnSchool(actor, schoolId);
    return toPromotionDto(await this.promoting.run(actor, schoolId, body));
  }
}
