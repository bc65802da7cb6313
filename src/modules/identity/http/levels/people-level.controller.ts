import { Body, Controller, Get, Headers, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { InPerson } from '../../app/levels/in-person.service.js';
import { ConfirmInPersonBody, LevelConfirmationDto, LevelHistoryDto, toLevelConfirmationDto, toLevelHistoryDto } from './levels.dto.js';

@ApiTags('account level')
@RequirePermission('identity.confirm_level')
@Controller('people/:id/level')
export class PeopleLevelController {
  constructor(private readonly inPerson: InPerson) {}

  /** Of who works or learns in the school, represents a pupil of it, or has sent it a request; operators see everybody's. */
  @Get()
  @ApiOperation({ summary: 'The level of the account of a person in your scope (ID-8)', operationId: 'readPersonLevel' })
  @Problems('object.not_found')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<LevelHistoryDto> {
    const { level, confirmations } = await this.inPerson.read(actor, id);
    return toLevelHistoryDto(level, confirmations, localeOf(language));
  }

  /** They have come in person with their document: to the school, or to a public service centre, for which an operator writes it down. */
  @Post()
  @ApiOperation({ summary: 'Confirm an account after checking a document in person (ID-8)', operationId: 'confirmLevelInPerson' })
  @Problems('object.not_found', 'identity.own_account', 'level.method_off')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ConfirmInPersonBody): Promise<LevelConfirmationDto> {
    return toLevelConfirmationDto(await this.inPerson.confirm(actor, id, { kind: body.documentKind, number: body.documentNumber }));
  }
}
