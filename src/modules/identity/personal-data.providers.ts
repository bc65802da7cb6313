import { Corrections } from './app/personal-data/corrections.service.js';
import { OwnProof } from './app/personal-data/own-proof.js';
import { PersonalDataNotices } from './app/personal-data/personal-data-notices.js';
import { PersonalDataService } from './app/personal-data/personal-data.service.js';
import { CorrectionsController } from './http/personal-data/corrections.controller.js';
import { PersonalDataController } from './http/personal-data/personal-data.controller.js';
import { PersonalDataRepository } from './persistence/personal-data.repository.js';

/** Own personal data and their corrections (ID-15). */
export const PERSONAL_DATA_CONTROLLERS = [PersonalDataController, CorrectionsController];
export const PERSONAL_DATA_PROVIDERS = [PersonalDataRepository, OwnProof, PersonalDataService, Corrections, PersonalDataNotices];
