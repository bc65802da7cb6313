import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';
import type { FieldError } from '../../../../shared/domain-error.js';
import { ownData, type OwnData, passwordProblems, REMEMBERED } from '../../domain/password-policy.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { FactorsRepository } from '../../persistence/factors.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { PasswordHasher } from '../password-hasher.js';
import { WeakPasswords } from '../weak-passwords.js';

type Problem = Omit<FieldError, 'pointer'>;

/** The password policy of this installation (ID-3), asked wherever a password is chosen. */
@Injectable()
export class PasswordRules {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly people: PeopleRepository,
    private readonly factors: FactorsRepository,
    private readonly hasher: PasswordHasher,
    private readonly weak: WeakPasswords,
    private readonly config: Config,
  ) {}

  /** What is wrong with the first password of somebody. */
  ofNew(wanted: string, own: OwnData): Problem[] {
    return this.policy(wanted, own, false);
  }

  /** What is wrong with a new password of somebody who has an account; former ones may not come again. */
  async of(personId: string, wanted: string): Promise<Problem[]> {
    const [person] = await this.people.find([personId]);
    const account = await this.accounts.find(personId);
    const problems = this.policy(wanted, { ...person!, login: account?.login ?? null }, await this.factors.isEnrolled(personId));
    if (problems.length > 0) return problems;
    for (const former of await this.accounts.formerHashes(personId, REMEMBERED)) {
      if (await this.hasher.matches(wanted, former)) return [{ code: 'password.used_before' }];
    }
    return [];
  }

  private policy(wanted: string, own: OwnData, secondFactor: boolean): Problem[] {
    return passwordProblems(this.config.settings.PASSWORD_POLICY, wanted, { secondFactor, own: ownData(own), isWeak: (form) => this.weak.has(form) });
  }
}
