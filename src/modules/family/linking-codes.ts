import { CodeMaker } from './app/codes/code-maker.js';
import { CodeTries } from './app/codes/code-tries.js';
import { IssueCodes } from './app/codes/issue-codes.service.js';
import { LinkingCodes } from './app/codes/linking-codes.service.js';
import { RedeemCode } from './app/codes/redeem-code.service.js';
import { JoinedNotice } from './joined-notice.js';
import { CodeRecipientsQuery } from './persistence/code-recipients.query.js';
import { LinkingCodeRepository } from './persistence/linking-code.repository.js';

/** What linking codes are made of (FA-2), for the module. */
export const LINKING_CODES = [CodeMaker, CodeTries, IssueCodes, LinkingCodes, RedeemCode, CodeRecipientsQuery, LinkingCodeRepository, JoinedNotice];
