import { createHash } from 'node:crypto';
import { Body, Controller, Get, Headers, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, Problems, Versioned } from '../../../../platform/http/index.js';
import { localeOf } from '../../../../platform/i18n/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DocumentSignaturesService } from '../../app/signatures/document-signatures.service.js';
import { RequestSignatures } from '../../app/signatures/request-signatures.service.js';
import { SignatureRules } from '../../app/signatures/signature-rules.service.js';
import {
  AttachDocumentSignatureBody, AttachSignatureBody, DocumentSignatureDto, RequestSignatureDto, SignatureRuleBody, SignatureRuleDto, SignatureRulesDto, SigningPayloadDto,
  toDocumentSignatureDto, toRequestSignatureDto, toSignatureRuleDto,
} from './signature.dto.js';

@ApiTags('Requests')
@Controller()
export class SignaturesController {
  constructor(private readonly signatures: RequestSignatures, private readonly rules: SignatureRules, private readonly documents: DocumentSignaturesService) {}

  /** The whole form and the sums of its files, in canonical JSON. It changes with the form. */
  @Get('requests/:id/signing-payload')
  @RequirePermission('enrollment.read')
  @ApiOperation({ summary: 'What is to be signed of a request (EN-15)', operationId: 'readSigningPayload' })
  async payload(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<SigningPayloadDto> {
    const payload = await this.signatures.payload(actor, id);
    return { payload: payload.toString('base64'), sha256: createHash('sha256').update(payload).digest('hex') };
  }

  @Get('requests/:id/signature')
  @RequirePermission('enrollment.read')
  @ApiOperation({ summary: "A request's signature and what its check came to (EN-15)", operationId: 'readRequestSignature' })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<RequestSignatureDto> {
    return toRequestSignatureDto(await this.signatures.read(actor, id));
  }

  /** By the applicant, while the form may be changed; in the place of the one before. One that cannot be verified is kept and says so. */
  @Put('requests/:id/signature')
  @RequirePermission('enrollment.apply')
  @ApiOperation({ summary: 'Sign a request (EN-15)', operationId: 'signRequest' })
  @Problems('enrollment.signature_wrong', 'enrollment.transition_not_allowed', 'object.stale')
  async sign(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { signature }: AttachSignatureBody): Promise<RequestSignatureDto> {
    await this.signatures.attach(actor, id, Buffer.from(signature, 'base64'));
    return toRequestSignatureDto(await this.signatures.read(actor, id));
  }

  /** By whoever may change the form. One that cannot be verified is kept and says so. Signatures inside a PDF need none of this. */
  @Put('requests/:id/documents/:fileId/signature')
  @RequirePermission('enrollment.apply')
  @ApiOperation({ summary: 'Put a detached signature beside a document of a request (SC-3)', operationId: 'signRequestDocument' })
  @Problems('enrollment.document_signature_wrong', 'enrollment.transition_not_allowed', 'object.stale')
  async signDocument(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Param('fileId') fileId: string, @Body() { signature }: AttachDocumentSignatureBody,
    @Headers('accept-language') language?: string,
  ): Promise<DocumentSignatureDto> {
    return toDocumentSignatureDto(await this.documents.attach(actor, id, fileId, Buffer.from(signature, 'base64')), localeOf(language));
  }

  @Get('schools/:id/request-signatures')
  @RequirePermission('enrollment.apply')
  @ApiOperation({ summary: 'On which kinds of request the school requires a signature (EN-15)', operationId: 'listRequestSignatureRules' })
  async list(@Param('id') schoolId: string): Promise<SignatureRulesDto> {
    return { items: (await this.rules.list(schoolId)).map(toSignatureRuleDto) };
  }

  /** Holds for what is sent from now on. The first time `If-Match` is `"0"`. */
  @Put('schools/:id/request-signatures/:kind')
  @Versioned()
  @RequirePermission('enrollment.settings')
  @ApiOperation({ summary: 'Require a signature on one kind', operationId: 'putRequestSignatureRule' })
  @ApiHeader({ name: 'If-Match', required: true, description: '`version` of the rule' })
  @Problems('object.stale', 'object.if_match_required')
  async put(
    @CurrentActor() actor: Actor, @Param('id') schoolId: string, @Param('kind') kind: string, @IfMatch() version: number, @Body() { required }: SignatureRuleBody,
  ): Promise<SignatureRuleDto> {
    return toSignatureRuleDto(await this.rules.put(actor, schoolId, { kind, required, version }));
  }
}
