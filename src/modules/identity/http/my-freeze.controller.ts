import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { NoIdempotency } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { AccountStates } from '../app/states/account-states.js';

@ApiTags('me')
@RequirePermission('signed_in')
@AllowedDuringSetup()
@Controller('me/freeze')
export class MyFreezeController {
  constructor(private readonly states: AccountStates) {}

  /**
   * For a lost phone: every session, trusted device and push confirmation ends, this one too. The password alone does not open
   * the account again: recovery, the portal or the school does (ID-17).
   */
  @Post()
  @HttpCode(204)
  @NoIdempotency()
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Freeze your own account', operationId: 'freezeMe' })
  async freeze(@CurrentActor() actor: Actor): Promise<void> {
    await this.states.freezeOwn(actor);
  }
}
