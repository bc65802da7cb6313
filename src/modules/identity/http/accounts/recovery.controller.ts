import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import { RecoveryService } from '../../app/recovery/recovery.service.js';
import type { Origin } from '../../identity.contracts.js';
import { CallerOrigin } from '../origin.js';
import { NewPasswordBody, RecoveryBody, RecoveryCodeBody, RecoveryDto, RecoveryTicketDto } from './recovery.dto.js';

@ApiTags('registration and recovery')
@NoIdempotency()
@Controller('auth/recovery')
export class RecoveryController {
  constructor(private readonly recoveries: RecoveryService) {}

  /** Sends a code to the contact, if somebody has it and was born on that day. The answer is the same if not (ID-10). */
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Begin to recover an account', operationId: 'beginRecovery' })
  @Problems('input.invalid', 'robots.proof_needed', 'codes.too_many_sends')
  @Public('for those who cannot sign in; sends are limited')
  async begin(@Body() body: RecoveryBody, @CallerOrigin() origin: Origin): Promise<RecoveryDto> {
    const { id, expiresAt, resendAt } = await this.recoveries.begin(body, origin);
    return { recoveryId: id, expiresAt: expiresAt.toISOString(), resendAt: resendAt.toISOString() };
  }

  /** The login name goes to the contact, if somebody has it and was born on that day. */
  @Post('login-name')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Have a forgotten login name sent', operationId: 'remindLoginName' })
  @Problems('input.invalid', 'robots.proof_needed', 'codes.too_many_sends')
  @Public('for those who cannot sign in; sends are limited, and the answer tells nothing')
  async remindLogin(@Body() body: RecoveryBody, @CallerOrigin() origin: Origin): Promise<void> {
    await this.recoveries.remindLogin(body, origin);
  }

  /** Wrong codes count like wrong passwords (ID-9). */
  @Post('verify')
  @HttpCode(200)
  @ApiOperation({ summary: 'Show the code of a recovery', operationId: 'verifyRecovery' })
  @Problems('input.invalid', 'auth.too_many')
  @Public('the code is the proof; tries are limited')
  verify(@Body() body: RecoveryCodeBody, @CallerOrigin() origin: Origin): Promise<RecoveryTicketDto> {
    return this.recoveries.verify(body.recoveryId, body.code, origin).then(({ ticket, expiresAt }) => ({ ticket, expiresAt: expiresAt.toISOString() }));
  }

  /** All sessions end on every device, and the owner is told. A second factor stays. */
  @Post('complete')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Set a new password', operationId: 'completeRecovery' })
  @Problems('input.invalid', 'recovery.ticket_over')
  @Public('the ticket is the proof')
  async complete(@Body() body: NewPasswordBody, @CallerOrigin() origin: Origin): Promise<void> {
    await this.recoveries.complete(body.ticket, body.newPassword, origin);
  }
}
