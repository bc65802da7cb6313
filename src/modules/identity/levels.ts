import './app/levels/level.errors.js';

import { BankConfirmation } from './app/levels/bank-confirmation.js';
import { ConfirmationWays } from './app/levels/confirmation-ways.js';
import { InPerson } from './app/levels/in-person.service.js';
import { LevelReminders } from './app/levels/level-reminders.js';
import { LevelNotices } from './app/levels/level-notices.js';
import { LevelView } from './app/levels/level-view.js';
import { Levels } from './app/levels/levels.service.js';
import { LevelLetters } from './app/levels/letters.service.js';
import { MethodReviews } from './app/levels/method-reviews.service.js';
import { MyLevel } from './app/levels/my-level.query.js';
import { PersonScopes } from './app/levels/person-scopes.js';
import { PortalConfirmation } from './app/levels/portal-confirmation.js';
import { LevelReviews } from './app/levels/reviews.service.js';
import { SignatureConfirmation } from './app/levels/signature-confirmation.js';
import { ConfirmationMethodsController } from './http/levels/confirmation-methods.controller.js';
import { LevelCasesController } from './http/levels/level-cases.controller.js';
import { MyLevelCasesController } from './http/levels/my-level-cases.controller.js';
import { MyLevelWaysController } from './http/levels/my-level-ways.controller.js';
import { MyLevelController } from './http/levels/my-level.controller.js';
import { PeopleLevelController } from './http/levels/people-level.controller.js';
import { LevelRemindersHandler } from './jobs/level-reminders.handler.js';
import { LevelChallengesRepository } from './persistence/levels/level-challenges.repository.js';
import { LevelConfirmationsRepository } from './persistence/levels/level-confirmations.repository.js';
import { LevelLettersRepository } from './persistence/levels/level-letters.repository.js';
import { LevelRemindersRepository } from './persistence/levels/level-reminders.repository.js';
import { LevelReviewsRepository } from './persistence/levels/level-reviews.repository.js';
import { WithdrawnMethodsRepository } from './persistence/levels/withdrawn-methods.repository.js';

/** Levels of accounts and the ways to confirm them (ID-8). */
export const LEVEL_CONTROLLERS = [
  MyLevelController, MyLevelWaysController, MyLevelCasesController, PeopleLevelController, LevelCasesController, ConfirmationMethodsController,
];

export const LEVEL_PROVIDERS = [
  LevelConfirmationsRepository, WithdrawnMethodsRepository, LevelChallengesRepository, LevelLettersRepository, LevelReviewsRepository,
  PersonScopes, ConfirmationWays, Levels, LevelView, MyLevel, MethodReviews, LevelNotices,
  InPerson, PortalConfirmation, SignatureConfirmation, BankConfirmation, LevelLetters, LevelReviews, LevelRemindersRepository, LevelReminders, LevelRemindersHandler,
];
