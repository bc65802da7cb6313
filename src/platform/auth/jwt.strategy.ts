import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy, type StrategyOptionsWithRequest } from 'passport-jwt';
import type { Actor } from '../../shared/actor.js';
import { Clock } from '../../shared/clock.js';
import { Config } from '../config/index.js';
import { TOKEN_AUDIENCE } from './access-tokens.js';
import { isDiaryClosed } from './diary-level.js';
import { SessionPort, type AccessClaims } from './session-port.js';

/** Whom a request's bearer token stands for, with what they must set before anything else works. */
export type Caller = Actor & { readonly mustChange: readonly string[] };

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(config: Config, private readonly clock: Clock, private readonly sessions: SessionPort) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // A KeyObject: a string secret would be parsed again at every check (448 µs against 9).
      secretOrKey: config.keys.accessToken as unknown as string,
      algorithms: ['HS256'],
      issuer: config.publicUrl,
      audience: TOKEN_AUDIENCE,
      ignoreExpiration: true, // checked below by our own clock
      passReqToCallback: true,
    } satisfies StrategyOptionsWithRequest);
  }

  async validate(request: FastifyRequest, claims: AccessClaims): Promise<Caller | null> {
    const now = this.clock.now();
    if (claims.exp * 1000 <= now.getTime()) return null;
    const session = await this.sessions.find(claims);
    if (session === null) return null;
    return {
      personId: claims.sub,
      sessionId: claims.sid,
      assignmentId: session.assignmentId,
      role: session.role,
      schoolId: session.schoolId,
      classId: session.classId,
      regionCode: session.regionCode,
      groupId: session.groupId ?? null,
      acr: claims.acr,
      strongAt: claims.auth_time === undefined ? null : new Date(claims.auth_time * 1000),
      diaryClosed: isDiaryClosed(session, now),
      requestId: request.id,
      ip: request.ip,
      mustChange: session.mustChange,
    };
  }
}
