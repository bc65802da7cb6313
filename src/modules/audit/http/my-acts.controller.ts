import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { AuditFacade } from '../audit.facade.js';
import { ownActs } from '../own-acts.js';
import { MyActsPageDto, MyActsQuery, toMyActDto } from './my-acts.dto.js';

@ApiTags('me')
@RequirePermission('signed_in')
@Controller('me/acts')
export class MyActsController {
  constructor(private readonly audit: AuditFacade) {}

  /** Contacts, consents, requests, exports, children; sign-ins are at `/me/sign-in-history`. */
  @Get()
  @ApiOperation({ summary: 'List your own acts that matter (ID-12)', operationId: 'listMyActs' })
  @Problems('input.invalid')
  async list(@CurrentActor() actor: Actor, @Query() query: MyActsQuery, @Headers('accept-language') language?: string): Promise<MyActsPageDto> {
    const page = await this.audit.read(
      { schoolId: null, actorId: actor.personId, operations: ownActs(query.kind), outcome: 'success' }, query.limit, query.cursor);
    return { items: page.items.map((event) => toMyActDto(event, localeOf(language))), nextCursor: page.nextCursor };
  }
}
