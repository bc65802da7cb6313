import './audit.permissions.js';

import { Module } from '@nestjs/common';
import { AuditFacade } from './audit.facade.js';
import { AuditEventsController } from './http/audit-events.controller.js';
import { MyActsController } from './http/my-acts.controller.js';
import { AuditRepository } from './persistence/audit.repository.js';

@Module({
  controllers: [AuditEventsController, MyActsController],
  providers: [AuditFacade, AuditRepository],
  exports: [AuditFacade],
})
export class AuditModule {}
