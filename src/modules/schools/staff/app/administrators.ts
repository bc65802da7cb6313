import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IdentityFacade } from '../../../identity/index.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { PositionRepository } from '../persistence/position.repository.js';

/** A school keeps at least one administrator with no end in sight, whichever way a role is ended: by its position, by itself, with its account. */
@Injectable()
export class Administrators implements OnModuleInit {
  constructor(private readonly identity: IdentityFacade, private readonly positions: PositionRepository) {}

  onModuleInit(): void {
    this.identity.guardRole('school_admin', ({ schoolId, personId }) => this.mayGo(schoolId!, personId));
  }

  /** In the transaction that ends it. @throws DomainError `schools.last_administrator` */
  async mayGo(schoolId: string, personId: string): Promise<void> {
    await this.positions.lockSchool(schoolId);
    if (!await this.positions.otherAdministrator(schoolId, personId)) throw new DomainError('schools.last_administrator');
  }
}
