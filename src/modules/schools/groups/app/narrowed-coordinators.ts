import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IdentityFacade } from '../../../identity/index.js';
import { InvalidInput } from '../../../../shared/domain-error.js';
import { RegionPupilGroupRepository } from '../persistence/region-pupil-group.repository.js';
import { SchoolGroupRepository } from '../persistence/school-group.repository.js';

/** A coordinator is kept to a group of their own region that there is (SC-11). */
@Injectable()
export class NarrowedCoordinators implements OnModuleInit {
  constructor(private readonly identity: IdentityFacade, private readonly schools: SchoolGroupRepository, private readonly pupils: RegionPupilGroupRepository) {}

  onModuleInit(): void {
    this.identity.guardGiving(async (_, { role, regionCode, groupId }) => {
      if (role !== 'regional_coordinator' || groupId == null) return;
      const whole = { regionCode: regionCode ?? null, groupId: null };
      if ((await this.schools.byId(whole, groupId)) === null && (await this.pupils.byId(whole, groupId)) === null) throw new InvalidInput([{ pointer: '/groupId', code: 'schools.group_unknown' }]);
    });
  }
}
