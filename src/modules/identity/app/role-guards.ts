import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import type { RoleCode } from '../../../shared/roles.js';
import type { Assignment, NewAssignment } from '../identity.contracts.js';

/** Refuses, by an error, that somebody ends this role; in the transaction that ends it. */
export type RoleGuard = (assignment: Assignment) => Promise<void>;

/** Refuses, by an error, that somebody gives this role by hand. */
export type GivingGuard = (actor: Actor, wanted: NewAssignment) => Promise<void>;

/** Rules of other modules on roles given by hand, and ended by hand, whichever way that is done. Said at module init. */
@Injectable()
export class RoleGuards {
  private readonly guards: { readonly role: RoleCode; readonly guard: RoleGuard }[] = [];

  private readonly giving: GivingGuard[] = [];

  register(role: RoleCode, guard: RoleGuard): void {
    this.guards.push({ role, guard });
  }

  async check(assignment: Assignment): Promise<void> {
    for (const { role, guard } of this.guards) if (role === assignment.role) await guard(assignment);
  }

  registerGiving(guard: GivingGuard): void {
    this.giving.push(guard);
  }

  async checkGiving(actor: Actor, wanted: NewAssignment): Promise<void> {
    for (const guard of this.giving) await guard(actor, wanted);
  }
}
