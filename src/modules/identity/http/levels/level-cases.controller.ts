import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { attachment, NoIdempotency, PRIVATE_FILE_HEADERS, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { LevelLetters } from '../../app/levels/letters.service.js';
import { LevelReviews } from '../../app/levels/reviews.service.js';
import { ReasonBody } from '../people.dto.js';
import { CallBody, LettersPageDto, LettersQuery, LevelReviewDto, QueuedReviewDto, ReviewsPageDto, ReviewsQuery, toLevelReviewDto, toQueuedLetterDto, toQueuedReviewDto } from './level-ways.dto.js';
import { ConfirmInPersonBody, LevelConfirmationDto, toLevelConfirmationDto } from './levels.dto.js';

/** What operators do so that accounts can be confirmed. */
@ApiTags('account level')
@RequirePermission('identity.review_levels')
@Controller()
export class LevelCasesController {
  constructor(private readonly letters: LevelLetters, private readonly reviews: LevelReviews) {}

  @Get('level-letters')
  @ApiOperation({ summary: 'Letters to print and send, oldest first (ID-8)', operationId: 'listLevelLetters' })
  async listLetters(@Query() { printed, limit, cursor }: LettersQuery): Promise<LettersPageDto> {
    const page = await this.letters.queue(printed ?? false, limit, cursor);
    return { items: page.items.map(toQueuedLetterDto), nextCursor: page.nextCursor };
  }

  /** With a code that is in no other place; printed again, it has another one, and the former works no more. */
  @Post('level-letters/:id/print')
  @HttpCode(200)
  @NoIdempotency()
  @ApiOperation({ summary: 'A letter as PDF, with its code (ID-8)', operationId: 'printLevelLetter' })
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'The letter', schema: { type: 'string', format: 'binary', example: '%PDF-1.3 …' } })
  @Problems('object.not_found', 'level.letter_changed')
  async print(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const bytes = await this.letters.print(actor, id);
    void reply.headers(PRIVATE_FILE_HEADERS);
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length, disposition: attachment('letter.pdf') });
  }

  @Get('level-reviews')
  @ApiOperation({ summary: 'Scans of passports to look at, oldest first (ID-8)', operationId: 'listLevelReviews' })
  async listReviews(@Query() { status, limit, cursor }: ReviewsQuery): Promise<ReviewsPageDto> {
    const page = await this.reviews.queue(status ?? 'submitted', limit, cursor);
    return { items: page.items.map((review) => toQueuedReviewDto(review)), nextCursor: page.nextCursor };
  }

  /** Looking is written down. The files are at `/files/{id}`. */
  @Get('level-reviews/:id')
  @ApiOperation({ summary: 'One review', operationId: 'readLevelReview' })
  @Problems('object.not_found')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<QueuedReviewDto> {
    const { review, callUrl } = await this.reviews.read(actor, id);
    return toQueuedReviewDto(review, callUrl);
  }

  @Post('level-reviews/:id/call')
  @HttpCode(200)
  @ApiOperation({ summary: 'Arrange a video call, or move it (ID-8)', operationId: 'callForLevelReview' })
  @Problems('object.not_found', 'input.invalid', 'level.method_off', 'level.review_over')
  async call(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { url, at }: CallBody): Promise<LevelReviewDto> {
    return toLevelReviewDto(await this.reviews.call(actor, id, url, new Date(at)));
  }

  /** The passport is theirs. After a call the method is the call, else the scan. */
  @Post('level-reviews/:id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm an account after looking at scans (ID-8)', operationId: 'confirmLevelByReview' })
  @Problems('object.not_found', 'input.invalid', 'identity.own_account', 'level.call_first', 'level.method_off', 'level.review_over')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ConfirmInPersonBody): Promise<LevelConfirmationDto> {
    return toLevelConfirmationDto(await this.reviews.confirm(actor, id, { kind: body.documentKind, number: body.documentNumber }));
  }

  /** The person reads the reason. */
  @Post('level-reviews/:id/decline')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Decline scans, with the reason (ID-8)', operationId: 'declineLevelReview' })
  @Problems('object.not_found', 'level.review_over')
  async decline(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { reason }: ReasonBody): Promise<void> {
    await this.reviews.decline(actor, id, reason);
  }
}
