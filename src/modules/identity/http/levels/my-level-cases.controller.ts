import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { LevelLetters } from '../../app/levels/letters.service.js';
import { LevelReviews } from '../../app/levels/reviews.service.js';
import { LetterCodeBody, LevelLetterDto, LevelReviewDto, OrderLetterBody, SubmitReviewBody, toLevelLetterDto, toLevelReviewDto } from './level-ways.dto.js';
import { LevelConfirmationDto, toLevelConfirmationDto } from './levels.dto.js';

@ApiTags('account level')
@RequirePermission('signed_in')
@Controller('me/level')
export class MyLevelCasesController {
  constructor(private readonly letters: LevelLetters, private readonly reviews: LevelReviews) {}

  /** A letter ordered before is cancelled by it. Three in 30 days. */
  @Post('letter')
  @ApiOperation({ summary: 'Order a letter with a code (ID-8)', operationId: 'orderLevelLetter' })
  @Problems('level.method_off', 'limits.too_many')
  async order(@CurrentActor() actor: Actor, @Body() { address }: OrderLetterBody): Promise<LevelLetterDto> {
    return toLevelLetterDto(await this.letters.order(actor, address));
  }

  @Get('letter')
  @ApiOperation({ summary: 'Your letter that is on its way', operationId: 'readLevelLetter' })
  @Problems('object.not_found')
  async letter(@CurrentActor() actor: Actor): Promise<LevelLetterDto> {
    return toLevelLetterDto(await this.letters.read(actor));
  }

  @Delete('letter')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Cancel your letter', operationId: 'cancelLevelLetter' })
  @Problems('object.not_found')
  async cancel(@CurrentActor() actor: Actor): Promise<void> {
    await this.letters.cancel(actor);
  }

  @Post('letter/confirm')
  @HttpCode(200)
  @NoIdempotency()
  @ApiOperation({ summary: 'Confirm your account by the code of a letter (ID-8)', operationId: 'confirmLevelByLetter' })
  @Problems('input.invalid', 'level.method_off', 'level.letter_changed', 'limits.too_many')
  async confirmLetter(@CurrentActor() actor: Actor, @Body() { code }: LetterCodeBody): Promise<LevelConfirmationDto> {
    return toLevelConfirmationDto(await this.letters.confirm(actor, code));
  }

  /** Upload the files first, purpose `identity_document`. Seen by operators only; deleted unless they confirm the account. */
  @Post('review')
  @ApiOperation({ summary: 'Send scans of your passport to an operator (ID-8)', operationId: 'submitLevelReview' })
  @Problems('level.method_off', 'level.review_open', 'files.cannot_attach', 'limits.too_many')
  async submit(@CurrentActor() actor: Actor, @Body() { fileIds, video }: SubmitReviewBody): Promise<LevelReviewDto> {
    return toLevelReviewDto(await this.reviews.submit(actor, fileIds, video ?? false));
  }

  @Get('review')
  @ApiOperation({ summary: 'What became of your scans', operationId: 'readMyLevelReview' })
  @Problems('object.not_found')
  async review(@CurrentActor() actor: Actor): Promise<LevelReviewDto> {
    return toLevelReviewDto(await this.reviews.own(actor));
  }

  @Delete('review')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Withdraw your scans', operationId: 'withdrawLevelReview' })
  @Problems('object.not_found', 'level.review_over')
  async withdraw(@CurrentActor() actor: Actor): Promise<void> {
    await this.reviews.withdraw(actor);
  }
}
