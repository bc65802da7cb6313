import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { notFound } from '../../shared/domain-error.js';
import { Public } from '../auth/index.js';
import { Config } from '../config/index.js';
import { Problems } from '../http/index.js';
import { DevOutboxDto, DevOutboxQuery, toDevOutboxDto } from './dev-outbox.dto.js';
import { MailboxStore } from './mailbox-store.js';

@ApiTags('development')
@Controller('dev/outbox')
export class DevOutboxController {
  constructor(private readonly config: Config, private readonly mailbox: MailboxStore) {}

  /** What left by e-mail and SMS when no provider is set. In production there is no such address. */
  @Get()
  @Public('the local mailbox of a demo; answers 404 in production')
  @ApiOperation({ summary: 'Read the local mailbox', operationId: 'listDevOutbox' })
  @ApiOkResponse({ type: DevOutboxDto })
  @Problems('input.invalid', 'object.not_found')
  async list(@Query() query: DevOutboxQuery): Promise<DevOutboxDto> {
    if (this.config.isProduction) throw notFound();
    return toDevOutboxDto(await this.mailbox.list(query.to, query.channel, query.limit));
  }
}
