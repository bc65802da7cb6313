import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ChildAccountService } from '../app/child-account.service.js';
import { ChildAccountDto, ChildPasswordBody, NewChildAccountBody, TakeOverBody, toChildAccountDto } from './child-account.dto.js';

@ApiTags('Families')
@NoIdempotency()
@Controller()
export class ChildAccountController {
  constructor(private readonly accounts: ChildAccountService) {}

  @Get('children/:id/account')
  @RequirePermission('family.child_account')
  @ApiOperation({ summary: "The state of a child's own account (ID-14)", operationId: 'readChildAccount' })
  @Problems('object.not_found', 'family.may_only_view')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<ChildAccountDto> {
    return toChildAccountDto(await this.accounts.read(actor, id), localeOf(language));
  }

  /** A login and a password of the child's own: a pupil and a parent never share an account. */
  @Post('children/:id/account')
  @RequirePermission('family.child_account')
  @ApiOperation({ summary: 'Make an account for a child under 14 (ID-14)', operationId: 'createChildAccount' })
  @Problems('object.not_found', 'family.may_only_view', 'family.account_exists', 'family.old_enough', 'identity.alias_taken')
  async create(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: NewChildAccountBody, @Headers('accept-language') language?: string): Promise<ChildAccountDto> {
    return toChildAccountDto(await this.accounts.create(actor, id, body), localeOf(language));
  }

  /** While the parents keep the account. The child's sessions end. */
  @Put('children/:id/account/password')
  @HttpCode(204)
  @RequirePermission('family.child_account')
  @ApiNoContentResponse()
  @ApiOperation({ summary: "Set a new password of a child's account", operationId: 'setChildPassword' })
  @Problems('object.not_found', 'family.may_only_view', 'family.account_not_kept')
  async setPassword(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ChildPasswordBody): Promise<void> {
    await this.accounts.setPassword(actor, id, body.newPassword);
  }

  /** From the age of 14: with a phone of one's own proved at `/me/contacts`, and the code sent to it. Parents set its password no more. */
  @Post('me/take-over')
  @HttpCode(204)
  @RequirePermission('family.take_over')
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Take your account over from your parents (ID-14)', operationId: 'takeOverAccount' })
  @Problems('family.nothing_to_take_over', 'family.too_young', 'family.own_phone_needed', 'auth.too_many')
  async takeOver(@CurrentActor() actor: Actor, @Body() { currentPassword, newPassword, code }: TakeOverBody): Promise<void> {
    await this.accounts.takeOver(actor, { current: currentPassword, wanted: newPassword, code });
  }
}
