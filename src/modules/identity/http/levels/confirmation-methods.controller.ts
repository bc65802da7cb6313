import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { CONFIRMATION_METHODS, type ConfirmationMethod } from '../../../../shared/confirmation-method.js';
import { notFound } from '../../../../shared/domain-error.js';
import { MethodReviews } from '../../app/levels/method-reviews.service.js';
import { ReasonBody } from '../people.dto.js';
import {
  ConfirmationsQuery, MethodsDto, ReviewedConfirmationDto, ReviewedConfirmationsPageDto, RestoreMethodBody, toReviewedConfirmationDto, WithdrawMethodBody,
} from './confirmation-methods.dto.js';

@ApiTags('account level')
@Controller()
export class ConfirmationMethodsController {
  constructor(private readonly reviews: MethodReviews) {}

  @Get('confirmation-methods')
  @RequirePermission('identity.review_levels')
  @ApiOperation({ summary: 'Ways to confirm accounts, with how many hang on each (ID-8)', operationId: 'listConfirmationMethods' })
  async methods(): Promise<MethodsDto> {
    return { items: (await this.reviews.methods()).map((m) => ({ ...m, provider: m.provider === '' ? null : m.provider })) };
  }

  /** Nobody is confirmed by it from now on. What it has confirmed stands until it is reviewed. */
  @Post('confirmation-methods/:method/withdraw')
  @HttpCode(204)
  @RequirePermission('identity.withdraw_methods')
  @ApiParam({ name: 'method', enum: CONFIRMATION_METHODS, example: 'bank' })
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Withdraw a way to confirm accounts (ID-8)', operationId: 'withdrawConfirmationMethod' })
  @Problems('object.not_found', 'level.withdrawn_already')
  async withdraw(@CurrentActor() actor: Actor, @Param('method') method: string, @Body() { provider, reason }: WithdrawMethodBody): Promise<void> {
    await this.reviews.withdraw(actor, known(method), provider ?? '', reason);
  }

  @Post('confirmation-methods/:method/restore')
  @HttpCode(204)
  @RequirePermission('identity.withdraw_methods')
  @ApiParam({ name: 'method', enum: CONFIRMATION_METHODS, example: 'bank' })
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Bring a withdrawn way back', operationId: 'restoreConfirmationMethod' })
  @Problems('object.not_found')
  async restore(@CurrentActor() actor: Actor, @Param('method') method: string, @Body() { provider }: RestoreMethodBody): Promise<void> {
    await this.reviews.restore(actor, known(method), provider ?? '');
  }

  /** Those that stand, oldest first: `method=bank&kept=false` is what is left to review of a withdrawn one. */
  @Get('level-confirmations')
  @RequirePermission('identity.review_levels')
  @ApiOperation({ summary: 'Confirmations of accounts by method (ID-8)', operationId: 'listLevelConfirmations' })
  async list(@Query() { method, provider, kept, limit, cursor }: ConfirmationsQuery): Promise<ReviewedConfirmationsPageDto> {
    const page = await this.reviews.list({ method: method ?? null, provider: provider ?? null, kept: kept ?? null }, limit, cursor);
    return { items: page.items.map(toReviewedConfirmationDto), nextCursor: page.nextCursor };
  }

  /** It counts on, though its method does not. */
  @Post('level-confirmations/:id/keep')
  @HttpCode(200)
  @RequirePermission('identity.review_levels')
  @ApiOperation({ summary: 'Keep a confirmation after a review (ID-8)', operationId: 'keepLevelConfirmation' })
  @Problems('object.not_found', 'level.confirmation_over')
  async keep(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { reason }: ReasonBody): Promise<ReviewedConfirmationDto> {
    return toReviewedConfirmationDto(await this.reviews.keep(actor, id, reason));
  }

  /** It counts no more from the next request on; the owner is told. */
  @Post('level-confirmations/:id/revoke')
  @HttpCode(200)
  @RequirePermission('identity.review_levels')
  @ApiOperation({ summary: 'Revoke a confirmation after a review (ID-8)', operationId: 'revokeLevelConfirmation' })
  @Problems('object.not_found', 'level.confirmation_over')
  async revoke(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { reason }: ReasonBody): Promise<ReviewedConfirmationDto> {
    return toReviewedConfirmationDto(await this.reviews.revoke(actor, id, reason));
  }
}

/** @throws DomainError not found */
function known(method: string): ConfirmationMethod {
  const found = CONFIRMATION_METHODS.find((m) => m === method);
  if (found === undefined) throw notFound();
  return found;
}
