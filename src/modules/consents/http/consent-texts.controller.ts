import { Body, Controller, Get, Headers, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, Public, RequirePermission } from '../../../platform/auth/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ConsentTextsService } from '../app/consent-texts.service.js';
import { ConsentTextDto, ConsentTextsDto, PublishTextDto, toConsentTextDto } from './consent.dto.js';

@Controller('consent-texts')
@ApiTags('Consents')
export class ConsentTextsController {
  constructor(private readonly texts: ConsentTextsService) {}

  @Get()
  @Public('Texts are shown before somebody has an account')
  @ApiOperation({ summary: 'The consent texts in force, in the reader\'s language', operationId: 'listConsentTexts' })
  async list(@Headers('accept-language') language?: string): Promise<ConsentTextsDto> {
    const texts = await this.texts.inForce();
    return { items: texts.map((text) => toConsentTextDto(text, localeOf(language))) };
  }

  @Post()
  @RequirePermission('consents.publish_text')
  @ApiOperation({ summary: 'Publish the next version of a text', operationId: 'publishConsentText' })
  async publish(@CurrentActor() actor: Actor, @Body() body: PublishTextDto, @Headers('accept-language') language?: string): Promise<ConsentTextDto> {
    return toConsentTextDto(await this.texts.publish(actor, body), localeOf(language));
  }
}
