import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '../../../../platform/auth/index.js';
import { DirectoryEntries } from '../app/directory-entries.service.js';
import { SchoolTwinsDto, toSchoolTwinDto, TwinsQueryDto } from './proposal.dto.js';

@Controller('schools/twins')
@RequirePermission('schools.propose')
@ApiTags('Directory')
export class SchoolTwinsController {
  constructor(private readonly entries: DirectoryEntries) {}

  /** To be asked while the form is filled in; sending it asks again. */
  @Get()
  @ApiOperation({ summary: 'Schools that may be this one, by INN, OKPO, name and address at once, the surest first (SC-3)', operationId: 'listSchoolTwins' })
  async twins(@Query() { inn, okpo, name, address, settlement }: TwinsQueryDto): Promise<SchoolTwinsDto> {
    const twins = await this.entries.findTwins({ inn: inn ?? null, okpo: okpo ?? null, name: name ?? null, address: address ?? null, settlementId: settlement ?? null });
    return { items: twins.map(toSchoolTwinDto), nextCursor: null };
  }
}
