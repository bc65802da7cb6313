import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SchoolZones } from '../../../../platform/auth/index.js';
import { Clock } from '../../../../shared/clock.js';
import { notFound } from '../../../../shared/domain-error.js';
import { SchoolRepository } from '../../directory/persistence/school.repository.js';
import { dayIn } from '../domain/school-day.js';

/** The calendar day a school has now, in its own zone. */
@Injectable()
export class Today implements OnModuleInit {
  constructor(private readonly schools: SchoolRepository, private readonly zones: SchoolZones, private readonly clock: Clock) {}

  onModuleInit(): void {
    this.zones.register(async (schoolId) => (await this.schools.byId(schoolId))?.zone ?? null);
  }

  /** @throws DomainError not found for an unknown school */
  async in(schoolId: string): Promise<string> {
    const school = await this.schools.byId(schoolId);
    if (school === null) throw notFound();
    return dayIn(school.zone, this.clock.now());
  }
}
