import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { CertificateFactor } from '../../app/factors/certificate.factor.js';
import { SignedInDto, toSignedInDto } from '../auth.dto.js';
import { LabelBody } from './factors.dto.js';

export class CertificateEnrolmentDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f06' })
  id: string;

  /** Base64: sign these bytes. @example "c2Nob29sLWNhYmluZXQgZW5yb2wgQUJD" */
  toSign: string;
}

export class SignatureBody {
  /** Detached CMS signature with the certificate in it, base64 of DER. @example "MIIF…" */
  @IsString() @Length(1, 100_000)
  signature: string;
}

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
