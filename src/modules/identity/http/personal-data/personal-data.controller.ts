import { Body, Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { IfMatch, NoIdempotency, Problems, Versioned } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { OwnProof } from '../../app/personal-data/own-proof.js';
import { PersonalDataService } from '../../app/personal-data/personal-data.service.js';
import type { Origin } from '../../identity.contracts.js';
import { PasswordCodeDto } from '../me.dto.js';
import { CallerOrigin } from '../origin.js';
import { PersonalDataBody, PersonalDataDto, toPersonalDataDto } from './personal-data.dto.js';

@ApiTags('me')
@RequirePermission('signed_in')
@Controller('me/personal-data')
export class PersonalDataController {
  constructor(private readonly data: PersonalDataService, private readonly proof: OwnProof) {}

  @Get()
  @Versioned()
  @ApiOperation({ summary: 'What the account says of you', operationId: 'readMyPersonalData' })
  async read(@CurrentActor() actor: Actor): Promise<PersonalDataDto> {
    return toPersonalDataDto(await this.data.read(actor));
  }

  /** By SMS where your phone is proved, else by e-mail (ID-15). */
  @Post('code')
  @HttpCode(200)
  @NoIdempotency()
  @ApiOperation({ summary: 'Get a code to change your data', operationId: 'sendPersonalDataCode' })
  @Problems('contacts.none_proved', 'codes.too_many_sends', 'codes.sms_down', 'codes.email_down')
  async code(@CurrentActor() actor: Actor, @CallerOrigin() origin: Origin): Promise<PasswordCodeDto> {
    const { sentTo, expiresAt, resendAt } = await this.proof.send(actor, origin);
    return { sentTo, expiresAt: expiresAt.toISOString(), resendAt: resendAt.toISOString() };
  }

  /** Name, birth date and SNILS of an account that is confirmed or holds a role wait for the school or the operator: see `correction` (ID-15). */
  @Patch()
  @Versioned()
  @ApiOperation({ summary: 'Change what the account says of you, with a code', operationId: 'patchMyPersonalData' })
  @Problems('object.stale', 'object.if_match_required', 'contacts.code_missing', 'codes.wrong', 'identity.alias_taken', 'auth.step_up_needed', 'auth.too_many')
  async patch(@CurrentActor() actor: Actor, @Body() { code, name, ...typed }: PersonalDataBody, @IfMatch() version: number, @CallerOrigin() origin: Origin): Promise<PersonalDataDto> {
    const changes = { ...typed, ...(name === undefined ? {} : { name: { ...name, patronymic: name.patronymic ?? null } }) };
    return toPersonalDataDto(await this.data.change(actor, changes, code, version, origin));
  }
}
