import { Controller, Get, Headers } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { MyLevel } from '../../app/levels/my-level.query.js';
import { LevelHistoryDto, toLevelHistoryDto } from './levels.dto.js';

@ApiTags('account level')
@RequirePermission('signed_in')
@Controller('me/level')
export class MyLevelController {
  constructor(private readonly levels: MyLevel) {}

  /** The level follows from what has confirmed the account; here is also what the account cannot do yet, and how to confirm it. */
  @Get()
  @ApiOperation({ summary: 'The level of your account (ID-8)', operationId: 'readMyLevel' })
  async read(@CurrentActor() actor: Actor, @Headers('accept-language') language?: string): Promise<LevelHistoryDto> {
    const { level, confirmations } = await this.levels.read(actor);
    return toLevelHistoryDto(level, confirmations, localeOf(language));
  }
}
