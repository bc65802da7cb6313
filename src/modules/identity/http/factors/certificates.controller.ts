import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { CertificateFactor } from '../../app/factors/certificate.factor.js';
import { SignedInDto, toSignedInDto } from '../auth.dto.js';
import { CertificateEnrolmentDto, SignatureBody } from './certificates.dto.js';
import { LabelBody } from './factors.dto.js';

@ApiTags('second factors')
@RequirePermission('signed_in')
@AllowedDuringSetup()
@NoIdempotency()
@Controller('me/factors/certificate')
export class CertificatesController {
  constructor(private readonly certificates: CertificateFactor) {}

  /** Sign `toSign` with the certificate's key: a detached CMS signature. */
  @Post()
  @ApiOperation({ summary: 'Start adding a digital certificate', operationId: 'enrolCertificate' })
  @Problems('auth.step_up_needed', 'identity.certificates_off')
  enrol(@CurrentActor() actor: Actor, @Body() body: LabelBody): Promise<CertificateEnrolmentDto> {
    return this.certificates.enrol(actor, body.label);
  }

  /** This session is strengthened, all others end. You are warned 30 and 7 days before the certificate ends. */
  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm a digital certificate by a signature', operationId: 'confirmCertificate' })
  @Problems(
    'auth.certificate_expired', 'auth.certificate_not_yet_valid', 'auth.certificate_revoked', 'auth.certificate_untrusted', 'auth.certificate_not_for_signing',
    'auth.certificate_wrong_signature', 'auth.certificate_revocation_unknown', 'identity.factor_taken', 'auth.step_up_needed', 'object.not_found')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SignatureBody): Promise<SignedInDto> {
    return toSignedInDto(await this.certificates.confirm(actor, id, body.signature));
  }
}
