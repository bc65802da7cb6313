import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access.guard.js';
import { AccessTokens } from './access-tokens.js';
import { ClosedEndpoints } from './closed-endpoints.js';
import { JwtStrategy } from './jwt.strategy.js';
import { SchoolAccess } from './school-access.js';
import { SchoolZones } from './school-zones.js';

/** Needs a SessionPort, which the identity module exports globally. */
@Global()
@Module({
  imports: [PassportModule, DiscoveryModule],
  providers: [AccessTokens, SchoolAccess, SchoolZones, JwtStrategy, ClosedEndpoints, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [AccessTokens, SchoolAccess, SchoolZones],
})
export class AuthModule {}
