import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import { RegistrationService } from '../../app/registration/registration.service.js';
import { RobotCheck } from '../../app/robots/robot-check.js';
import type { Origin } from '../../identity.contracts.js';
import { SignedInDto, toSignedInDto } from '../auth.dto.js';
import { CallerOrigin } from '../origin.js';
import {
  RegistrationBody, RegistrationDto, ResendBody, RobotChallengeDto, toRegistrationDto, VerifyEmailBody, VerifyEmailQuery, VerifyPhoneBody,
} from './registration.dto.js';
import { VERIFY_EMAIL_PAGE } from './verify-email.page.js';

@ApiTags('registration and recovery')
@NoIdempotency()
@Controller('auth')
export class RegistrationController {
  constructor(private readonly registrations: RegistrationService, private readonly robots: RobotCheck) {}

  /** Public forms ask for its solution after a failure and at risk, with `robots.proof_needed`. It works for 10 minutes and once. */
  @Get('robot-challenge')
  @ApiOperation({ summary: 'Take a challenge against robots', operationId: 'takeRobotChallenge' })
  @Problems('input.invalid')
  @Public('forms that need no sign-in ask for it')
  async challenge(): Promise<RobotChallengeDto> {
    const { parameters, signature } = await this.robots.challenge();
    return { parameters: { ...parameters }, signature: signature! };
  }

  /** Sends a code to the phone. The answer is the same when the phone or e-mail is known: its owner is told instead. */
  @Post('register')
  @HttpCode(202)
  @ApiOperation({ summary: 'Begin to register', operationId: 'register' })
  @Problems('input.invalid', 'robots.proof_needed', 'codes.too_many_sends')
  @Public('this is where people register; sends are limited')
  async register(@Body() body: RegistrationBody, @CallerOrigin() origin: Origin): Promise<RegistrationDto> {
    const { proof, locale, ...form } = body;
    return toRegistrationDto(await this.registrations.begin({ ...form, locale: locale ?? 'ru' }, proof, origin));
  }

  /** The code sent before stops working. */
  @Post('register/resend')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send the code of a registration again', operationId: 'resendRegistrationCode' })
  @Problems('input.invalid', 'codes.too_many_sends')
  @Public('the id of the registration stands for it; sends are limited')
  async resend(@Body() body: ResendBody, @CallerOrigin() origin: Origin): Promise<RegistrationDto> {
    return toRegistrationDto(await this.registrations.resend(body.registrationId, origin));
  }

  /** Makes the account and signs in. A link to prove the e-mail goes out. */
  @Post('register/verify-phone')
  @HttpCode(200)
  @ApiOperation({ summary: 'Prove the phone of a registration', operationId: 'verifyRegistrationPhone' })
  @Problems('input.invalid', 'auth.too_many', 'identity.portal_taken')
  @Public('the code is the proof; tries are limited')
  async verifyPhone(@Body() body: VerifyPhoneBody, @CallerOrigin() origin: Origin): Promise<SignedInDto> {
    return toSignedInDto(await this.registrations.verifyPhone(body.registrationId, body.code, body.deviceName ?? null, origin));
  }

  /** A page with a button; opening it uses nothing up. */
  @Get('register/verify-email')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Open the link of the e-mail', operationId: 'openEmailLink' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>' } } })
  @Public('a page that says nothing; the token is used by the button')
  page(@Query() _query: VerifyEmailQuery): string {
    return VERIFY_EMAIL_PAGE;
  }

  /** A link works once. */
  @Post('register/verify-email')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Prove the e-mail by the token of the link', operationId: 'verifyRegistrationEmail' })
  @Problems('registration.link_over')
  @Public('the token of the link is the proof')
  async verifyEmail(@Body() body: VerifyEmailBody, @CallerOrigin() origin: Origin): Promise<void> {
    await this.registrations.verifyEmail(body.token, origin);
  }
}
