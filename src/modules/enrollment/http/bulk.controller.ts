import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { BulkApproval } from '../app/bulk-approval.service.js';
import { BulkResultsDto, toBulkResultDto } from './bulk.dto.js';
import { BulkApproveDto } from './request.dto.js';

@ApiTags('Requests')
@Controller('requests')
export class BulkController {
  constructor(private readonly bulk: BulkApproval) {}

  /** Each request stands alone: one that needs a look is answered with why, and the others are approved. */
  @Post('bulk-approve')
  @HttpCode(200)
  @RequirePermission('enrollment.decide')
  @ApiOperation({ summary: 'Approve requests whose pupil is beyond doubt (EN-9)', operationId: 'bulkApproveRequests' })
  async approve(@CurrentActor() actor: Actor, @Body() body: BulkApproveDto, @Headers('accept-language') language?: string): Promise<BulkResultsDto> {
    const results = await this.bulk.approve(actor, [...new Set(body.ids)]);
    return { results: results.map((result) => toBulkResultDto(result, localeOf(language))) };
  }
}
