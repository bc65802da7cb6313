import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { KindTerms } from '../app/kind-terms.service.js';
import { KindTermDto, KindTermsDto, PutKindTermDto, toKindTermDto } from './kind-terms.dto.js';

@ApiTags('Requests')
@Controller('schools/:id/request-terms')
export class KindTermsController {
  constructor(private readonly terms: KindTerms) {}

  @Get()
  @RequirePermission('enrollment.apply')
  @ApiOperation({ summary: 'Within how many working days the school answers requests whose term it sets', operationId: 'readRequestTerms' })
  async list(@Param('id') schoolId: string): Promise<KindTermsDto> {
    return { items: (await this.terms.list(schoolId)).map(toKindTermDto) };
  }

  /** Holds for what is sent from now on. The first time `If-Match` is `"0"`. */
  @Put(':kind')
  @Versioned()
  @RequirePermission('enrollment.settings')
  @ApiOperation({ summary: 'Set the term of one kind', operationId: 'putRequestTerm' })
  @ApiHeader({ name: 'If-Match', required: true, description: '`version` of the term' })
  @Problems('input.invalid', 'object.stale', 'object.if_match_required')
  async put(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('kind') kind: string, @IfMatch() version: number, @Body() body: PutKindTermDto,
  ): Promise<KindTermDto> {
    return toKindTermDto(await this.terms.put(actor, schoolId, { kind, usual: body.workingDays, extended: body.extendedTo, version }));
  }
}
