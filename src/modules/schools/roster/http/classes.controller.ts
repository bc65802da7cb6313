import { Body, Controller, Get, Param, ParseIntPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import { ownSchool, requireOwnSchool } from '../../schools.policy.js';
import { sayingClashes } from '../../structure/app/clashes.js';
import { ClassesQuery } from '../app/classes.query.js';
import { Classes } from '../app/classes.service.js';
import { DivideClass } from '../app/divide-class.service.js';
import {
  ChangeClassDto, ClassCardDto, ClassDto, ClassesQueryDto, ClassPageDto, MemberPageDto, MembersQueryDto, NewClassDto, PutDivisionDto, toClassCardDto, toClassDto, toMemberDto,
} from './class.dto.js';

@Controller()
@ApiTags('Classes and pupils')
export class ClassesController {
  constructor(private readonly classes: Classes, private readonly query: ClassesQuery, private readonly dividing: DivideClass) {}

  @Get('schools/:id/classes')
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Classes of a school year (SC-8)', operationId: 'listClasses' })
  async list(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Query() query: ClassesQueryDto): Promise<ClassPageDto> {
    const { page, people } = await this.query.page(actor, schoolId, query, query);
    return { items: page.items.map((row) => ({ ...toClassDto(row, people), pupils: row.pupils })), nextCursor: page.nextCursor };
  }

  @Post('schools/:id/classes')
  @Versioned()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Make a class', operationId: 'createClass' })
  @Problems('input.invalid', 'schools.class_exists', 'schools.year_unknown', 'schools.not_a_class', 'schools.not_staff')
  async create(@CurrentActor() actor: Actor, @Param('id') schoolId: string, @Body() body: NewClassDto): Promise<ClassDto> {
    requireOwnSchool(actor, schoolId);
    const made = await this.classes.create(actor, schoolId, body);
    return toClassDto(made, await this.query.people([made]));
  }

  @Get('classes/:id')
  @Versioned()
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'A class with its divisions', operationId: 'getClass' })
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ClassCardDto> {
    const { schoolClass, divisions, people } = await this.query.byId(actor, id);
    return toClassCardDto(schoolClass, divisions, people);
  }

  @Patch('classes/:id')
  @Versioned()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Change a class', operationId: 'changeClass' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.class_exists', 'schools.not_a_class', 'schools.not_staff')
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() version: number, @Body() body: ChangeClassDto): Promise<ClassDto> {
    const changed = await sayingClashes(() => this.classes.change(actor, ownSchool(actor), id, version, body));
    return toClassDto(changed, await this.query.people([changed]));
  }

  @Get('classes/:id/pupils')
  @RequirePermission('schools.read')
  @ApiOperation({ summary: 'Who was in the class on a day (SC-8)', operationId: 'listClassPupils' })
  async members(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: MembersQueryDto): Promise<MemberPageDto> {
    const { items, nextCursor } = await this.query.members(actor, id, query.on, query);
    return { items: items.map(toMemberDto), nextCursor };
  }

  @Put('classes/:id/divisions/:number')
  @Versioned()
  @RequirePermission('schools.roster')
  @ApiOperation({ summary: 'Divide a class into subgroups from a day on; If-Match is the version of the class', operationId: 'putDivision' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required', 'schools.not_in_this_class', 'schools.pupil_twice', 'schools.date_outside_year')
  async divide(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Param('number', ParseIntPipe) number: number, @IfMatch() version: number, @Body() body: PutDivisionDto,
  ): Promise<ClassCardDto> {
    if (number < 1 || number > 20) throw notFound();
    const { schoolClass, divisions } = await this.dividing.run(actor, ownSchool(actor), id, version, { ...body, number });
    return toClassCardDto(schoolClass, divisions, await this.query.people([schoolClass]));
  }
}
