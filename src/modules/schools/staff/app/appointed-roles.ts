import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IdentityFacade } from '../../../identity/index.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { SCHOOL_STAFF } from '../../../../shared/roles.js';
import { ConfirmationRepository } from '../persistence/confirmation.repository.js';

/** A role in a school is given by hand only where no appointment is needed for it: else it would be a way around the region's word (SC-5). */
@Injectable()
export class AppointedRoles implements OnModuleInit {
  constructor(private readonly identity: IdentityFacade, private readonly confirmations: ConfirmationRepository) {}

  onModuleInit(): void {
    this.identity.guardGiving(async (actor, { personId, role, schoolId }) => {
      if (actor.role === 'system_admin' || schoolId == null || !SCHOOL_STAFF.includes(role)) return;
      if ((await this.confirmations.rule(schoolId))?.required !== true) return;
      // Leading a class is a duty of somebody who works there, not a position.
      if (role !== 'homeroom_teacher') throw new DomainError('schools.appoint_by_order');
      const works = (await this.identity.rolesOf(personId)).some((held) => held.schoolId === schoolId && held.status === 'active' && held.role !== 'homeroom_teacher' && SCHOOL_STAFF.includes(held.role));
      if (!works) throw new InvalidInput([{ pointer: '/personId', code: 'schools.not_staff' }]);
    });
  }
}
