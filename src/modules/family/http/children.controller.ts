import { Controller, Get, Headers, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { localeOf } from '../../../platform/i18n/index.js';
import type { Actor } from '../../../shared/actor.js';
import { FamilyQuery } from '../app/family.query.js';
import { ChildCardDto, ChildrenDto, toChildCardDto, toChildDto } from './family.dto.js';

@ApiTags('Families')
@Controller('children')
@RequirePermission('family.children')
export class ChildrenController {
  constructor(private readonly family: FamilyQuery) {}

  /** Several children, in several schools, are in one list; each says whether its diary is open, and if not, why. */
  @Get()
  @ApiOperation({ summary: 'My children with the state of the link (FA-5, FA-9)', operationId: 'listChildren' })
  async list(@CurrentActor() actor: Actor, @Headers('accept-language') language?: string): Promise<ChildrenDto> {
    const children = await this.family.childrenOf(actor);
    return { items: children.map((child) => toChildDto(child, localeOf(language))), nextCursor: null };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of my children, with everybody linked with them', operationId: 'readChild' })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('accept-language') language?: string): Promise<ChildCardDto> {
    return toChildCardDto(await this.family.child(actor, id), actor.personId, localeOf(language));
  }
}
