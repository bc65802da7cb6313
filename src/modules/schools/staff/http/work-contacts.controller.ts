import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, PageQuery, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { toPage } from '../../structure/http/to-page.js';
import { WorkContactsService } from '../app/work-contacts.service.js';
import { ShownContactsPageDto, StoredContactsDto, toShownContactsDto, toStoredContactsDto, WorkContactsDto } from './staff.dto.js';

@Controller('schools/:id')
@ApiTags('Staff')
export class WorkContactsController {
  constructor(private readonly contacts: WorkContactsService) {}

  @Get('people/:personId/work-contacts')
  @Versioned()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Work contacts and reception hours of somebody of the own school', operationId: 'readWorkContacts' })
  async readContacts(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('personId') personId: string): Promise<StoredContactsDto> {
    return toStoredContactsDto(await this.contacts.read(actor, schoolId, personId));
  }

  /** The first time `If-Match` is `"0"`. */
  @Put('people/:personId/work-contacts')
  @Versioned()
  @RequirePermission('schools.write')
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the contacts' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required')
  @ApiOperation({ summary: 'Work contacts and reception hours of somebody of the school, and whether families see them', operationId: 'replaceWorkContacts' })
  async replaceContacts(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('personId') personId: string, @IfMatch() version: number, @Body() body: WorkContactsDto,
  ): Promise<StoredContactsDto> {
    const { phone = null, email = null, receptionHours = null, shownToFamilies } = body;
    return toStoredContactsDto(await this.contacts.replace(actor, schoolId, personId, version, { phone, email, receptionHours, shownToFamilies }));
  }

  @Get('staff-contacts')
  @RequirePermission('signed_in')
  @ApiOperation({ summary: 'Work contacts and reception hours the school shows to families', operationId: 'listStaffContacts' })
  async shownContacts(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: PageQuery): Promise<ShownContactsPageDto> {
    return toPage(await this.contacts.shown(actor, schoolId, query), toShownContactsDto);
  }
}
