import { Global, Module } from '@nestjs/common';
import { Health } from './health.js';
import { HealthController } from './health.controller.js';

@Global()
@Module({ controllers: [HealthController], providers: [Health], exports: [Health] })
export class HealthModule {}
