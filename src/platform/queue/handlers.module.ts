import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Handlers } from './handlers.js';

/** What handles events, due rows and jobs; in both processes, so that boot checks run in both. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [Handlers], exports: [Handlers] })
export class HandlersModule {}
