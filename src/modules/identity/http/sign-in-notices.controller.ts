import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { SignInNoticesService } from '../app/notices/sign-in-notices.service.js';
import { SignInNoticesBody, SignInNoticesDto } from './sign-in-notices.dto.js';

@ApiTags('me')
@RequirePermission('signed_in')
@Versioned()
@Controller('me/sign-in-notices')
export class SignInNoticesController {
  constructor(private readonly wishes: SignInNoticesService) {}

  @Get()
  @ApiOperation({ summary: 'Which sign-ins you are told of', operationId: 'readMySignInNotices' })
  async read(@CurrentActor() actor: Actor): Promise<SignInNoticesDto> {
    return { newDevice: true, ...await this.wishes.read(actor) };
  }

  /** By which channels the notices come is chosen at `/notification-preferences`, category `security` (ID-12). */
  @Put()
  @ApiOperation({ summary: 'Choose which sign-ins you are told of', operationId: 'replaceMySignInNotices' })
  @Problems('object.stale', 'object.if_match_required')
  async replace(@CurrentActor() actor: Actor, @IfMatch() version: number, @Body() body: SignInNoticesBody): Promise<SignInNoticesDto> {
    return { newDevice: true, ...await this.wishes.replace(actor, { ...body, version }) };
  }
}
