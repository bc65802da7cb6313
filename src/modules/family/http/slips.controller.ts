import { Body, Controller, Headers, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { attachment, NoIdempotency, PRIVATE_FILE_HEADERS, Problems } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import { JobDto, toJobDto } from '../../../platform/jobs/index.js';
import type { Actor } from '../../../shared/actor.js';
import { OrderSlips } from '../app/slips/order-slips.service.js';
import { TakeSlips } from '../app/slips/take-slips.service.js';
import { OrderSlipsBody, toSlipOrder } from './slips.dto.js';

@ApiTags('Families')
@Controller('linking-codes/slips')
@RequirePermission('family.codes')
export class SlipsController {
  constructor(private readonly order: OrderSlips, private readonly taking: TakeSlips) {}

  /**
   * A slip a family: codes for its parents, logins of its pupils, a QR code of the way into the school. The worker makes them:
   * ask `GET /jobs/{id}` until it is done, then take the document.
   */
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Order slips with linking codes and logins for printing (SC-10)', operationId: 'orderSlips' })
  @ApiResponse({ status: 202, type: JobDto, headers: { Location: { description: 'Address of the job', schema: { type: 'string' } } } })
  @Problems('object.not_found', 'family.whole_school_by_office', 'family.logins_by_office', 'family.nobody_for_slips', 'family.slips_under_way')
  async create(
    @CurrentActor() actor: Actor, @Body() body: OrderSlipsBody, @Res({ passthrough: true }) reply: FastifyReply, @Headers('accept-language') language?: string,
  ): Promise<JobDto> {
    const job = await this.order.run(actor, toSlipOrder(body, localeOf(language)));
    void reply.header('location', `/api/v1/jobs/${job.id}`);
    return toJobDto(job, localeOf(language));
  }

  /** Once, to who ordered them, within 24 hours. The document is kept nowhere after that: whoever lost it orders another one. */
  @Post(':id/take')
  @HttpCode(200)
  @NoIdempotency()
  @ApiOperation({ summary: 'Take slips that are ready, as PDF (SC-10)', operationId: 'takeSlips' })
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'A4 pages with lines to cut along', schema: { type: 'string', format: 'binary', example: '%PDF-1.3 …' } })
  @Problems('object.not_found', 'family.slips_not_ready', 'family.slips_gone')
  async take(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const bytes = await this.taking.take(actor, id);
    void reply.headers(PRIVATE_FILE_HEADERS);
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length, disposition: attachment(`slips-${id}.pdf`) });
  }
}
