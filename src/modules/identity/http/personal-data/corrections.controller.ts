import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../../platform/auth/index.js';
import { Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Corrections } from '../../app/personal-data/corrections.service.js';
import { CheckedDocumentBody } from '../accounts/recovery.dto.js';
import { ReasonBody } from '../people.dto.js';
import { CorrectionToDecideDto, toCorrectionToDecideDto, toWaitingCorrectionDto, WaitingCorrectionsDto } from './personal-data.dto.js';

@ApiTags('people')
@RequirePermission('identity.restore_access')
@Controller()
export class CorrectionsController {
  constructor(private readonly corrections: Corrections) {}

  /** A school sees those of its own people; its parents' by `/people/{id}/personal-data-correction`. */
  @Get('personal-data-corrections')
  @ApiOperation({ summary: 'Corrections of names, birth dates and SNILS that wait', operationId: 'listDataCorrections' })
  async list(@CurrentActor() actor: Actor): Promise<WaitingCorrectionsDto> {
    return { items: (await this.corrections.queue(actor)).map(toWaitingCorrectionDto) };
  }

  @Get('people/:id/personal-data-correction')
  @ApiOperation({ summary: 'What somebody in your scope wants corrected', operationId: 'readDataCorrection' })
  @Problems('object.not_found', 'recovery.not_yours_to_recover', 'identity.own_account', 'identity.no_correction')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<CorrectionToDecideDto> {
    return toCorrectionToDecideDto(await this.corrections.read(actor, id));
  }

  /** After a document was checked (ID-15). */
  @Post('people/:id/personal-data-correction/approve')
  @HttpCode(204)
  @ApiNoContentResponse()
  @RequireStepUp()
  @ApiOperation({ summary: 'Approve a correction', operationId: 'approveDataCorrection' })
  @Problems('object.not_found', 'recovery.not_yours_to_recover', 'identity.own_account', 'identity.no_correction', 'identity.alias_taken', 'auth.step_up_needed')
  async approve(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CheckedDocumentBody): Promise<void> {
    await this.corrections.approve(actor, id, { kind: body.documentKind, number: body.documentNumber }, body.reason);
  }

  /** The reason is told to the owner. */
  @Post('people/:id/personal-data-correction/decline')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Decline a correction', operationId: 'declineDataCorrection' })
  @Problems('object.not_found', 'recovery.not_yours_to_recover', 'identity.own_account', 'identity.no_correction')
  async decline(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { reason }: ReasonBody): Promise<void> {
    await this.corrections.decline(actor, id, reason);
  }
}
