import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ConsentSubjects } from './app/consent-subjects.js';
import { ConsentTextsService } from './app/consent-texts.service.js';
import { GiveConsentService } from './app/give-consent.service.js';
import './consents.acts.js';
import './consents.errors.js';
import { ConsentsFacade } from './consents.facade.js';
import './consents.permissions.js';
import { ConsentTextsController } from './http/consent-texts.controller.js';
import { ConsentsController } from './http/consents.controller.js';
import { ConsentRepository } from './persistence/consent.repository.js';

@Module({
  imports: [AuditModule],
  controllers: [ConsentsController, ConsentTextsController],
  providers: [ConsentRepository, ConsentSubjects, ConsentsFacade, GiveConsentService, ConsentTextsService],
  exports: [ConsentsFacade],
})
export class ConsentsModule {}
