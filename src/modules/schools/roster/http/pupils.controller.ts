import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { ownSchool, requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { ChangePupil } from '../app/change-pupil.service.js';
import { CreatePupil } from '../app/create-pupil.service.js';
import { PupilsQuery } from '../app/pupils.query.js';
import { ChangePupilDto, NewPupilDto, PupilCardDto, PupilPageDto, PupilsQueryDto, toPupilDto } from './pupil.dto.js';

const PAPER_PROBLEMS = [
  'input.invalid', 'snils.checksum', 'inn.person_checksum', 'document.certificate_series', 'document.certificate_number', 'document.passport_series',
  'document.passport_number', 'document.foreign_number', 'document.issued_on', 'schools.external_id_taken', 'schools.snils_taken', 'schools.inn_taken',
] as const;

@Controller()
@ApiTags('Classes and pupils')
export class PupilsController {
  constructor(private readonly pupils: PupilsQuery, private readonly creating: CreatePupil, private readonly changing: ChangePupil) {}

  @Get('schools/:id/pupils')
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Pupils of the school by name; a teacher finds those they teach or lead', operationId: 'listPupils' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: PupilsQueryDto): Promise<PupilPageDto> {
    const { items, nextCursor } = await this.pupils.page(actor, schoolId, query, query);
    return { items: items.map(toPupilDto), nextCursor };
  }

  @Post('schools/:id/pupils')
  @Versioned()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Put a pupil on the roll, and enrol them when a class is named', operationId: 'createPupil' })
  @Problems('schools.class_unknown', 'schools.date_outside_year', ...PAPER_PROBLEMS)
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewPupilDto): Promise<PupilCardDto> {
    requireOwnSchool(actor, schoolId);
    const id = await sayingClashes(() => this.creating.run(actor, { ...body, schoolId }));
    return this.card(actor, id);
  }

  @Get('pupils/:id')
  @Versioned()
  @RequirePermission('schools.pupil_read')
  @ApiOperation({ summary: 'A pupil', operationId: 'getPupil' })
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PupilCardDto> {
    return this.card(actor, id);
  }

  @Patch('pupils/:id')
  @Versioned()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Change a pupil', operationId: 'changePupil' })
  @Problems('object.stale', 'object.if_match_required', ...PAPER_PROBLEMS)
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: ChangePupilDto): Promise<PupilCardDto> {
    await sayingClashes(() => this.changing.run(actor, ownSchool(actor), id, version, body));
    return this.card(actor, id);
  }

  private async card(actor: Actor, id: string): Promise<PupilCardDto> {
    const pupil = await this.pupils.card(actor, id);
    const { hasSnils, hasInn, documentKind } = pupil;
    return { ...toPupilDto(pupil), hasSnils, hasInn, documentKind };
  }
}
