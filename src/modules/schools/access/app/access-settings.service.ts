import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { shownPermissions } from '../../../../platform/auth/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { requireOwnSchool } from '../../schools.policy.js';
import type { AccessChange, PermissionAccess, RecordedChange } from '../domain/access.model.js';
import { applied, checkChanges, tableOf } from '../domain/access-table.js';
import { AccessRepository } from '../persistence/access.repository.js';
import { AccessExceptions } from './access-exceptions.js';

export interface AccessSettings {
  readonly items: readonly PermissionAccess[];
  readonly version: number;
}

/** What each role sees and edits in a school (SC-12). */
@Injectable()
export class AccessSettingsService {
  constructor(
    private readonly rows: AccessRepository,
    private readonly exceptions: AccessExceptions,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  async read(actor: Actor, schoolId: string): Promise<AccessSettings> {
    requireOwnSchool(actor, schoolId);
    const { exceptions, version } = await this.rows.of(schoolId);
    return { items: tableOf(shownPermissions(), exceptions), version };
  }

  /**
   * Holds for every process within 5 seconds, as a rule at once. What is so already is not a change.
   * @throws DomainError not found, `object.stale`; InvalidInput naming every change that cannot be made
   */
  @Transactional()
  async change(actor: Actor, schoolId: string, version: number, changes: readonly AccessChange[], reason: string | null): Promise<AccessSettings> {
    requireOwnSchool(actor, schoolId);
    InvalidInput.throwIfAny(checkChanges(shownPermissions(), changes, actor.role));
    const stored = await this.rows.of(schoolId);
    if (stored.version !== version) throw new DomainError('object.stale');
    const { exceptions, made } = applied(shownPermissions(), stored.exceptions, changes);
    if (made.length === 0) return this.read(actor, schoolId);
    if ((await this.rows.put(schoolId, version, exceptions)) === 0) throw new DomainError('object.stale');
    const at = this.clock.now();
    await this.rows.record(schoolId, made.map((change) => ({ ...change, id: newId(at), reason, changedBy: actor.personId, changedAt: at })));
    await this.audit.record(actor, {
      operation: 'schools.access_change', objectType: 'school', objectId: schoolId, schoolId, outcome: 'success', details: { changes: made },
    });
    this.exceptions.changed(schoolId);
    return this.read(actor, schoolId);
  }

  history(actor: Actor, schoolId: string, page: PageRequest): Promise<Page<RecordedChange>> {
    requireOwnSchool(actor, schoolId);
    return this.rows.history(schoolId, page);
  }
}
