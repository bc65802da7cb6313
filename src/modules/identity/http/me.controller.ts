import { Body, Controller, Get, Headers, HttpCode, Patch, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, NoIdempotency, Problems, Versioned } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { MyLevel } from '../app/levels/my-level.query.js';
import { OwnSessionsService } from '../app/own-sessions.service.js';
import { PasswordService } from '../app/password.service.js';
import { ProfileService } from '../app/profile.service.js';
import type { Origin } from '../identity.contracts.js';
import { SignedInDto, toSignedInDto } from './auth.dto.js';
import { ActingRoleBody, OwnRolesDto, PasswordBody, PasswordCodeDto, ProfileBody, ProfileDto, toProfileDto } from './me.dto.js';
import { CallerOrigin } from './origin.js';
import { toRoleAssignmentDto } from './person.dto.js';

@ApiTags('me')
@RequirePermission('signed_in')
@Controller('me')
export class MeController {
  constructor(
    private readonly profiles: ProfileService,
    private readonly passwords: PasswordService,
    private readonly sessions: OwnSessionsService,
    private readonly levels: MyLevel,
  ) {}

  @Get()
  @Versioned()
  @AllowedDuringSetup()
  @ApiOperation({ summary: 'Read your own profile', operationId: 'readMe' })
  async read(@CurrentActor() actor: Actor, @Headers('accept-language') language?: string): Promise<ProfileDto> {
    return toProfileDto(await this.profiles.read(actor), await this.levels.level(actor), localeOf(language));
  }

  @Patch()
  @Versioned()
  @ApiOperation({ summary: 'Change your language', operationId: 'patchMe' })
  @Problems('object.stale', 'object.if_match_required')
  async patch(@CurrentActor() actor: Actor, @Body() body: ProfileBody, @IfMatch() version: number, @Headers('accept-language') language?: string): Promise<ProfileDto> {
    return toProfileDto(await this.profiles.setLocale(actor, body.locale, version), await this.levels.level(actor), localeOf(language));
  }

  /** Other sessions end, and the owner is told (ID-15). */
  @Put('password')
  @HttpCode(204)
  @AllowedDuringSetup()
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Set a new password', operationId: 'changePassword' })
  @Problems('input.invalid', 'auth.too_many')
  async password(@CurrentActor() actor: Actor, @Body() body: PasswordBody, @CallerOrigin() origin: Origin): Promise<void> {
    await this.passwords.change(actor, { current: body.currentPassword, wanted: body.newPassword, code: body.code }, origin);
  }

  /** By SMS where your phone is proved, else by e-mail (ID-15). */
  @Post('password/code')
  @HttpCode(200)
  @AllowedDuringSetup()
  @NoIdempotency()
  @ApiOperation({ summary: 'Get a code for a new password', operationId: 'sendPasswordCode' })
  @Problems('contacts.none_proved', 'codes.too_many_sends')
  async passwordCode(@CurrentActor() actor: Actor, @CallerOrigin() origin: Origin): Promise<PasswordCodeDto> {
    const { sentTo, expiresAt, resendAt } = await this.passwords.sendCode(actor, origin);
    return { sentTo, expiresAt: expiresAt.toISOString(), resendAt: resendAt.toISOString() };
  }

  @Get('roles')
  @AllowedDuringSetup()
  @ApiOperation({ summary: 'List your own roles', operationId: 'listMyRoles' })
  async roles(@CurrentActor() actor: Actor): Promise<OwnRolesDto> {
    return { items: (await this.profiles.roles(actor)).map(toRoleAssignmentDto), actingAssignmentId: actor.assignmentId };
  }

  /** The new access token carries the role; the refresh token stays (ID-13). */
  @Post('acting-role')
  @HttpCode(200)
  @NoIdempotency()
  @ApiOperation({ summary: 'Choose the role to act in', operationId: 'chooseActingRole' })
  @Problems('object.not_found')
  async actIn(@CurrentActor() actor: Actor, @Body() body: ActingRoleBody): Promise<SignedInDto> {
    return toSignedInDto(await this.sessions.actIn(actor, body.assignmentId));
  }
}
