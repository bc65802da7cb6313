import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { TransitPasswordsService } from '../../app/recovery/transit-passwords.service.js';
import { TransitPasswordBody, TransitPasswordDto } from './recovery.dto.js';

@ApiTags('people')
@NoIdempotency()
@RequirePermission('identity.issue_passwords')
@Controller('people/:id/transit-password')
export class TransitPasswordsController {
  constructor(private readonly passwords: TransitPasswordsService) {}

  /** For somebody without contacts, after a document was checked (ID-10). Sessions end, the contacts are told and must be proved anew. */
  @Post()
  @ApiOperation({ summary: 'Issue a transit password to a person in your scope', operationId: 'issueTransitPassword' })
  @Problems('object.not_found', 'recovery.not_yours_to_recover', 'identity.own_account')
  async issue(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: TransitPasswordBody): Promise<TransitPasswordDto> {
    return { password: await this.passwords.issue(actor, id, { kind: body.documentKind, number: body.documentNumber }, body.reason) };
  }
}
