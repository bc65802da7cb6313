import { Injectable } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';
import { roleAccess, type SchoolExceptions } from '../../shared/school-rule.js';
import { permissionRule, schoolPermissions } from './permissions.js';

/**
 * Whether a role may do something in its school, as the school has set it (SC-12). The guard asks for every permission,
 * policies for those that widen what a statement reads.
 */
@Injectable()
export class SchoolAccess {
  private exceptionsOf: ((schoolId: string) => Promise<SchoolExceptions>) | null = null;

  /**
   * Said once, at module init, by whoever keeps the settings; until then everything is as usual.
   * @param exceptionsOf asked on most requests: a process cache answers (decision 0027)
   */
  keptBy(exceptionsOf: (schoolId: string) => Promise<SchoolExceptions>): void {
    if (this.exceptionsOf !== null) throw new Error('Access settings are kept by somebody already');
    this.exceptionsOf = exceptionsOf;
  }

  async allows({ role, schoolId }: Pick<Actor, 'role' | 'schoolId'>, permission: string): Promise<boolean> {
    const rule = permissionRule(permission);
    if (rule === 'signed_in') return true;
    if (role === null || !rule.includes(role)) return false;
    const bounds = schoolPermissions().get(permission);
    if (bounds === undefined || bounds.always.includes(role)) return true;
    const exceptions = schoolId === null ? undefined : await this.exceptionsOf?.(schoolId);
    return roleAccess(permission, bounds, role, exceptions ?? {}).allowed;
  }
}
