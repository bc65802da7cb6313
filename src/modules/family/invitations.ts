import { Addressees } from './app/addressees.service.js';
import { Invitations } from './app/invitations.service.js';
import { LinkAnswers } from './app/link-answers.service.js';
import { InvitationNotices } from './invitation-notices.js';
import { InvitationEndsHandler } from './jobs/invitation-ends.handler.js';
import { InvitationRepository } from './persistence/invitation.repository.js';

/** What invitations of representatives are made of (FA-3), for the module. */
export const INVITATIONS = [Addressees, Invitations, InvitationNotices, InvitationEndsHandler, InvitationRepository, LinkAnswers];
