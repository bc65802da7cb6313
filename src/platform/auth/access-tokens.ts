import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../../shared/clock.js';
import { Config } from '../config/index.js';
import type { AccessClaims } from './session-port.js';

/** Seconds an access token lives (ID-11: at most 10 minutes). */
export const ACCESS_TOKEN_SECONDS = 600;
export const TOKEN_AUDIENCE = 'school-cabinet-api';

/** Issues access tokens. They are only a pointer to a session: revoking the session ends them. */
@Injectable()
export class AccessTokens {
  private readonly jwt = new JwtService();

  constructor(private readonly config: Config, private readonly clock: Clock) {}

  /** @param at issued when; the same claims and instant give the same token */
  issue(claims: Omit<AccessClaims, 'iat' | 'exp'>, at = this.clock.now()): { accessToken: string; expiresIn: number } {
    const iat = Math.floor(at.getTime() / 1000);
    const accessToken = this.jwt.sign(
      { ...claims, iat, exp: iat + ACCESS_TOKEN_SECONDS, iss: this.config.publicUrl, aud: TOKEN_AUDIENCE },
      { secret: this.config.keys.accessToken as unknown as string, algorithm: 'HS256' },
    );
    return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS };
  }
}
