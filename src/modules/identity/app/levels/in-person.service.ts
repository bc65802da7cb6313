import { Injectable } from '@nestjs/common';
import { SchoolZones } from '../../../../platform/auth/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { OPERATORS } from '../../../../shared/roles.js';
import type { CheckedDocument } from '../../domain/checked-document.js';
import type { AccountLevelView } from '../../identity.contracts.js';
import { ConfirmationWays } from './confirmation-ways.js';
import { Levels } from './levels.service.js';
import { type LevelConfirmation, LevelView } from './level-view.js';
import { PersonScopes } from './person-scopes.js';

/** Somebody has come in person, and their document was checked: at the school, or at a public service centre by an operator (ID-8). */
@Injectable()
export class InPerson {
  constructor(
    private readonly levels: Levels,
    private readonly scopes: PersonScopes,
    private readonly ways: ConfirmationWays,
    private readonly view: LevelView,
    private readonly zones: SchoolZones,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError not found outside the scope */
  async read(actor: Actor, personId: string): Promise<{ level: AccountLevelView; confirmations: LevelConfirmation[] }> {
    await this.scopes.need(actor, personId);
    const today = await this.zones.today(actor.schoolId, this.clock.now());
    return { level: await this.view.of(personId, today), confirmations: await this.view.confirmations(personId) };
  }

  /** @throws DomainError not found outside the scope, `identity.own_account`, `level.method_off`; InvalidInput for a passport's number */
  @Transactional()
  async confirm(actor: Actor, personId: string, document: CheckedDocument): Promise<LevelConfirmation> {
    await this.scopes.need(actor, personId);
    if (personId === actor.personId) throw new DomainError('identity.own_account');
    const method = actor.role !== null && OPERATORS.includes(actor.role) ? 'mfc' : 'school';
    await this.ways.need(method);
    return this.levels.confirm(actor, { personId, method, confirmedBy: actor.personId, document: readDocument(document) });
  }
}

/** @throws InvalidInput for a passport whose digits are wrong */
export function readDocument({ kind, number }: CheckedDocument): CheckedDocument {
  if (kind !== 'passport') return { kind, number: number.trim() };
  const digits = number.replace(/[\s№-]/g, '');
  if (!/^\d{10}$/.test(digits)) throw new InvalidInput([{ pointer: '/documentNumber', code: 'level.passport_number' }]);
  return { kind, number: digits };
}
