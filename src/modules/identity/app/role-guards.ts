import { Injectable } from '@nestjs/common';
import type { RoleCode } from '../../../shared/roles.js';
import type { Assignment } from '../identity.contracts.js';

/** Refuses, by an error, that somebody ends this role; in the transaction that ends it. */
export type RoleGuard = (assignment: Assignment) => Promise<void>;

/** Rules of other modules on whose role may be ended by hand, whichever way it is done. Said at module init. */
@Injectable()
export class RoleGuards {
  private readonly guards: { readonly role: RoleCode; readonly guard: RoleGuard }[] = [];

  register(role: RoleCode, guard: RoleGuard): void {
    this.guards.push({ role, guard });
  }

  async check(assignment: Assignment): Promise<void> {
    for (const { role, guard } of this.guards) if (role === assignment.role) await guard(assignment);
  }
}
