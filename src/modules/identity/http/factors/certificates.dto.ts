import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

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
