import { Global, Module } from '@nestjs/common';
import { SessionPort } from '../../platform/auth/index.js';
import { LiveSessions } from './app/live-sessions.js';
import { LiveSessionsRepository } from './persistence/live-sessions.repository.js';

/** Global, because the guard of every module asks it. */
@Global()
@Module({
  providers: [LiveSessionsRepository, LiveSessions, { provide: SessionPort, useExisting: LiveSessions }],
  exports: [SessionPort, LiveSessions],
})
export class SessionsModule {}
