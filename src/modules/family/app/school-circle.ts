import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IdentityFacade } from '../../identity/index.js';
import { LinkRepository } from '../persistence/link.repository.js';

/** A school restores the access of its own parents; those with children in another school too go to the operator (ID-7, ID-10). */
@Injectable()
export class FamilyCircle implements OnModuleInit {
  constructor(private readonly identity: IdentityFacade, private readonly links: LinkRepository) {}

  onModuleInit(): void {
    this.identity.addToCircle((schoolId, personId) => this.links.onlyOfSchool(schoolId, personId));
  }
}
