import './linking-codes.errors.js';
import './slips.errors.js';

import { CodeMaker } from './app/codes/code-maker.js';
import { CodeTries } from './app/codes/code-tries.js';
import { IssueCodes } from './app/codes/issue-codes.service.js';
import { LinkingCodes } from './app/codes/linking-codes.service.js';
import { RedeemCode } from './app/codes/redeem-code.service.js';
import { MakeSlips } from './app/slips/make-slips.service.js';
import { OrderSlips } from './app/slips/order-slips.service.js';
import { SlipLoginMaker } from './app/slips/slip-logins.service.js';
import { TakeSlips } from './app/slips/take-slips.service.js';
import { LinkingCodesController } from './http/linking-codes.controller.js';
import { RedeemController } from './http/redeem.controller.js';
import { SlipsController } from './http/slips.controller.js';
import { SlipsHandlers } from './jobs/slips.handlers.js';
import { JoinedNotice } from './joined-notice.js';
import { CodeRecipientsQuery } from './persistence/code-recipients.query.js';
import { LinkingCodeRepository } from './persistence/linking-code.repository.js';
import { SlipBatchRepository } from './persistence/slip-batch.repository.js';
import { SlipGuardianRepository } from './persistence/slip-guardian.repository.js';

/** What linking codes and slips are made of (FA-2, SC-10), for the module. */
export const CODE_PROVIDERS = [
  CodeMaker, CodeTries, IssueCodes, LinkingCodes, RedeemCode, CodeRecipientsQuery, LinkingCodeRepository, JoinedNotice,
  OrderSlips, SlipLoginMaker, MakeSlips, TakeSlips, SlipsHandlers, SlipBatchRepository, SlipGuardianRepository,
];
export const CODE_CONTROLLERS = [SlipsController, LinkingCodesController, RedeemController];
