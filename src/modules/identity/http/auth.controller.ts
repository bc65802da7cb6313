import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExtraModels, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, Public, RequirePermission } from '../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ChallengeService } from '../app/challenge.service.js';
import { OwnSessionsService } from '../app/own-sessions.service.js';
import { RefreshService } from '../app/refresh.service.js';
import { SignInService } from '../app/sign-in.service.js';
import type { Origin } from '../identity.contracts.js';
import { BegunDto, ChallengeDueDto, RefreshBody, SendBody, SignedInDto, SignInBody, toAnswerDto, toBegunDto, toChallengeDueDto, toSignedInDto, VerifyBody } from './auth.dto.js';
import { CallerOrigin } from './origin.js';

@ApiTags('sign-in')
@NoIdempotency()
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIns: SignInService,
    private readonly challenges: ChallengeService,
    private readonly refreshes: RefreshService,
    private readonly sessions: OwnSessionsService,
  ) {}

  /**
   * The answer and its time are the same for a wrong password, an unknown identifier and a locked account. A device its owner
   * trusts has tries of its own: it comes in while others have locked the account (ID-9).
   */
  @Post('sign-in')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in with an identifier and a password', operationId: 'signIn' })
  @ApiExtraModels(SignedInDto, ChallengeDueDto)
  @ApiOkResponse({ schema: { oneOf: [{ $ref: getSchemaPath(SignedInDto) }, { $ref: getSchemaPath(ChallengeDueDto) }] } })
  @Problems('auth.invalid_credentials', 'auth.too_many', 'auth.locked')
  @Public('this is where people sign in; tries are limited (ID-9)')
  async signIn(@Body() body: SignInBody, @CallerOrigin() origin: Origin): Promise<SignedInDto | ChallengeDueDto> {
    const { identifier, password, device } = body;
    const result = await this.signIns.signIn({
      identifier, password, deviceName: device?.name ?? null, deviceToken: device?.token ?? null, trustDevice: device?.trusted ?? false,
    }, origin);
    return toAnswerDto(result);
  }

  /** Sends a code, gives what is to be signed, or asks another signed-in device. An authenticator app and recovery codes need nothing. */
  @Post('challenges/:id/send')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for what a method of a challenge needs', operationId: 'sendChallenge' })
  @Problems('auth.challenge_over', 'auth.method_not_offered', 'auth.too_many')
  @Public('the challenge stands for the first factor; sends are limited (ID-5)')
  async send(@Param('id') id: string, @Body() body: SendBody, @CallerOrigin() origin: Origin): Promise<BegunDto> {
    return toBegunDto(body.method, await this.challenges.send(id, body.method, origin));
  }

  @Post('challenges/:id/verify')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer a challenge with a second factor', operationId: 'verifyChallenge' })
  @ApiOkResponse({ schema: { oneOf: [{ $ref: getSchemaPath(SignedInDto) }, { $ref: getSchemaPath(ChallengeDueDto) }] } })
  @Problems('auth.invalid_code', 'auth.challenge_over', 'auth.method_not_offered', 'auth.too_many', 'auth.locked')
  @Public('the challenge stands for the first factor; codes are limited (ID-9)')
  async verify(@Param('id') id: string, @Body() body: VerifyBody, @CallerOrigin() origin: Origin): Promise<SignedInDto | ChallengeDueDto> {
    const { method, code, assertion } = body;
    return toAnswerDto(await this.challenges.verify(id, method, { code, assertion }, origin));
  }

  /** Each token works once; the answer carries the next. A token used before ends the session (ID-11). */
  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a new pair of tokens', operationId: 'refreshTokens' })
  @Problems('auth.refresh_invalid')
  @Public('the refresh token itself is the proof')
  async refresh(@Body() body: RefreshBody, @CallerOrigin() origin: Origin): Promise<SignedInDto> {
    return toSignedInDto(await this.refreshes.refresh(body.refreshToken, origin));
  }

  @Post('sign-out')
  @HttpCode(204)
  @ApiOperation({ summary: 'End this session', operationId: 'signOut' })
  @ApiNoContentResponse()
  @AllowedDuringSetup()
  @RequirePermission('signed_in')
  async signOut(@CurrentActor() actor: Actor): Promise<void> {
    await this.sessions.end(actor, actor.sessionId, 'signed_out');
  }

  /** The token that answers the challenge carries `acr: second_factor`. */
  @Post('step-up')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for a challenge to strengthen this session', operationId: 'stepUp' })
  @Problems('identity.no_factor')
  @RequirePermission('signed_in')
  async stepUp(@CurrentActor() actor: Actor): Promise<ChallengeDueDto> {
    return toChallengeDueDto(await this.challenges.stepUp(actor));
  }
}
