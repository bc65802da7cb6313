import { Global, Module } from '@nestjs/common';
import { JobOverdueHandler } from './job-overdue.handler.js';
import { Jobs } from './jobs.js';
import { JobsController } from './jobs.controller.js';

@Global()
@Module({ controllers: [JobsController], providers: [Jobs, JobOverdueHandler], exports: [Jobs] })
export class JobsModule {}
