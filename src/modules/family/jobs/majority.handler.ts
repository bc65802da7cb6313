import { Injectable } from '@nestjs/common';
import { OnDue, type DueItem } from '../../../platform/due/index.js';
import { ChangeLink, OF_AGE } from '../app/change-link.service.js';

/** On the 18th birthday a link stops and waits for the pupil's word (FA-7). */
@Injectable()
export class MajorityHandler {
  constructor(private readonly changeLink: ChangeLink) {}

  @OnDue(OF_AGE)
  async ofAge({ key, schoolId }: DueItem): Promise<void | 'missed'> {
    if (schoolId === null || !(await this.changeLink.pupilCameOfAge(schoolId, key))) return 'missed';
  }
}
