import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { FactorResets } from '../../app/factors/factor-resets.service.js';
import { CheckedDocumentBody } from '../accounts/recovery.dto.js';

@ApiTags('people')
@RequirePermission('identity.restore_access')
@Controller('people/:id/factors')
export class FactorResetsController {
  constructor(private readonly resets: FactorResets) {}

  /** For somebody who has lost them, after a document was checked. Sessions end, the contacts are told; staff set up a factor at the next sign-in (ID-5). */
  @Post('reset')
  @HttpCode(204)
  @ApiNoContentResponse()
  @RequireStepUp()
  @ApiOperation({ summary: 'Take away the second factors of a person in your scope', operationId: 'resetFactors' })
  @Problems('object.not_found', 'recovery.not_yours_to_recover', 'identity.own_account', 'identity.no_factors_to_reset', 'auth.step_up_needed')
  async reset(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CheckedDocumentBody): Promise<void> {
    await this.resets.reset(actor, id, { kind: body.documentKind, number: body.documentNumber }, body.reason);
  }
}
