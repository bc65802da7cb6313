import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from '../../../platform/auth/index.js';
import { IDLE_SECONDS } from '../domain/refresh-token.js';
import type { Acr, Assignment, SignedIn } from '../identity.contracts.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { PeopleRepository } from '../persistence/people.repository.js';
import { RolesRepository } from '../persistence/roles.repository.js';
import { SetupRepository } from '../persistence/setup.repository.js';

export interface TokenFor {
  readonly sessionId: string;
  readonly personId: string;
  readonly assignmentId: string | null;
  readonly acr: Acr;
  /** When a second factor was shown last. */
  readonly strongAt?: Date | null;
  /** How long the session lives without use, where it is longer than usual. */
  readonly idleSeconds?: number;
}

/** Roles that can be acted in at an instant. */
export function validAt(assignments: readonly Assignment[], at: Date): Assignment[] {
  return assignments.filter((a) => a.status === 'active' && a.validFrom <= at && (a.validUntil === null || a.validUntil > at));
}

/** Puts together what a sign-in, a refresh or a change of role answers. */
@Injectable()
export class SignInFacts {
  constructor(
    private readonly people: PeopleRepository,
    private readonly accounts: AccountsRepository,
    private readonly roles: RolesRepository,
    private readonly setup: SetupRepository,
    private readonly tokens: AccessTokens,
  ) {}

  /** The role proposed: the one acted in last, else the first that is valid (ID-13). */
  async proposedRole(personId: string, at: Date): Promise<Assignment | null> {
    const valid = validAt(await this.roles.ofPerson(personId), at);
    const last = (await this.accounts.find(personId))?.lastAssignmentId ?? null;
    return valid.find((a) => a.id === last) ?? valid[0] ?? null;
  }

  /** @param at issued when: the same instant gives the same access token */
  async answer(session: TokenFor, at: Date, refreshToken?: string): Promise<SignedIn> {
    const { personId, sessionId, acr, strongAt } = session;
    const [person] = await this.people.find([personId]);
    const roles = validAt(await this.roles.ofPerson(personId), at);
    const chosen = roles.find((a) => a.id === session.assignmentId) ?? (session.assignmentId === null ? await this.proposedRole(personId, at) : null);
    const acting = chosen?.id ?? null;
    const { accessToken } = this.tokens.issue({ sub: personId, sid: sessionId, asg: acting, acr, ...(strongAt == null ? {} : { auth_time: Math.floor(strongAt.getTime() / 1000) }) }, at);
    const mustChange = await this.setup.due(personId, at);
    return {
      accessToken, expiresIn: ACCESS_TOKEN_SECONDS,
      ...(refreshToken === undefined ? {} : { refreshToken, refreshExpiresIn: session.idleSeconds ?? IDLE_SECONDS }),
      person: person!, roles, actingAssignmentId: acting, mustChange,
    };
  }
}
