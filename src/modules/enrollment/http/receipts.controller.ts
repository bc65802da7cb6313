import { Body, Controller, Get, Headers, HttpCode, Ip, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, Public, RequirePermission } from '../../../platform/auth/index.js';
import { attachment, NoIdempotency, PRIVATE_FILE_HEADERS, Problems } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ReceiptCheck } from '../app/receipt/receipt-check.service.js';
import { Receipts } from '../app/receipt/receipts.service.js';
import { STATUS_WORDS } from '../domain/words.js';
import { CheckedReceiptDto, CheckReceiptDto } from './receipt.dto.js';

@ApiTags('Requests')
@Controller()
export class ReceiptsController {
  constructor(private readonly receipts: Receipts, private readonly receiptCheck: ReceiptCheck) {}

  /** Number, time at the school, documents, due date, decision, verification code; as the request stands now. */
  @Get('requests/:id/receipt')
  @RequirePermission('enrollment.read')
  @ApiOperation({ summary: 'The receipt of a request that was sent, as PDF (EN-4)', operationId: 'readRequestReceipt' })
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'The receipt', schema: { type: 'string', format: 'binary', example: '%PDF-1.3 …' } })
  @Problems('enrollment.no_receipt')
  async receipt(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply, @Headers('accept-language') language?: string,
  ): Promise<StreamableFile> {
    const { number, bytes } = await this.receipts.pdf(actor, id, localeOf(language));
    void reply.headers(PRIVATE_FILE_HEADERS);
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length, disposition: attachment(`receipt-${number}.pdf`) });
  }

  /** Says the status and its times, and nothing of people. Tries are limited per address. */
  @Post('receipts/verify')
  @HttpCode(200)
  @NoIdempotency()
  @Public('Whoever is shown a receipt may check that it is genuine')
  @ApiOperation({ summary: 'Check a receipt by its number and verification code (EN-4)', operationId: 'verifyReceipt' })
  @Problems('input.invalid', 'enrollment.receipt_unknown', 'limits.too_many')
  async verify(@Body() body: CheckReceiptDto, @Ip() ip: string, @Headers('accept-language') language?: string): Promise<CheckedReceiptDto> {
    const { number, status, submittedAt, decidedAt } = await this.receiptCheck.check(body, ip);
    return { number, status, statusText: STATUS_WORDS[status][localeOf(language)], submittedAt: submittedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
  }
}
