import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { AuditFacade } from '../audit.facade.js';
import { AuditEventsPageDto, AuditEventsQuery, toAuditEventDto } from './audit-event.dto.js';

@ApiTags('audit')
@Controller('audit-events')
export class AuditEventsController {
  constructor(private readonly audit: AuditFacade) {}

  /** The administration of a school reads its school's log; the system's administrator all of it. */
  @Get()
  @ApiOperation({ summary: 'Search the audit log', operationId: 'listAuditEvents' })
  @ApiOkResponse({ type: AuditEventsPageDto })
  @Problems('input.invalid')
  @RequirePermission('audit.read')
  async list(@CurrentActor() actor: Actor, @Query() query: AuditEventsQuery): Promise<AuditEventsPageDto> {
    const page = await this.audit.read({
      schoolId: actor.role === 'system_admin' ? null : actor.schoolId!,
      subjectId: query.subject,
      actorId: query.actor,
      operation: query.operation,
      from: query.from === undefined ? undefined : new Date(query.from),
      until: query.until === undefined ? undefined : new Date(query.until),
    }, query.limit, query.cursor);
    return { items: page.items.map(toAuditEventDto), nextCursor: page.nextCursor };
  }
}
