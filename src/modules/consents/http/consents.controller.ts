import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { PageQuery, Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { GiveConsentService } from '../app/give-consent.service.js';
import { ConsentsFacade } from '../consents.facade.js';
import { ConsentDto, ConsentPageDto, GiveConsentDto, toConsentDto } from './consent.dto.js';

@Controller('me/consents')
@ApiTags('Consents')
@RequirePermission('consents.own')
export class ConsentsController {
  constructor(private readonly consents: ConsentsFacade, private readonly giveConsent: GiveConsentService) {}

  @Get()
  @ApiOperation({ summary: 'What I have agreed to, also what I withdrew, newest first', operationId: 'listConsents' })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<ConsentPageDto> {
    const { items, nextCursor } = await this.consents.listOwn(actor, query.limit, query.cursor);
    return { items: items.map(toConsentDto), nextCursor };
  }

  @Post()
  @ApiOperation({ summary: 'Agree, for myself or for a child of mine (FA-8)', operationId: 'giveConsent' })
  @Problems('object.not_found', 'consents.text_changed', 'consents.unknown_version')
  async give(@CurrentActor() actor: Actor, @Body() body: GiveConsentDto): Promise<ConsentDto> {
    return toConsentDto(await this.giveConsent.give(actor, body.purpose, body.version, body.subjectId));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw a consent of mine', operationId: 'withdrawConsent' })
  @Problems('consents.already_withdrawn')
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ConsentDto> {
    return toConsentDto(await this.consents.withdraw(actor, id));
  }
}
