import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Clock } from '../../../shared/clock.js';
import { IdentityFacade } from '../../identity/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import { textAt, type TypedForm } from '../domain/form.js';
import { checkRegionConnection } from '../domain/region-connection-check.js';
import { parseTypedDate } from '../domain/typed-date.js';
import { Appointees } from './appointees.js';
import { AskedAbout } from './asked-about.service.js';
import { type Approval, type Checked, type Effect, type KindDeclaration, RequestKind, type SummaryLine } from './kind.js';
import { RegionConnectionApproval, RegionConnectionFields, RegionConnectionForm } from './region-connection-form.dto.js';
import { CONNECTION_REASONS } from './school-connection.kind.js';

/** An education authority asks to connect its region; the operator answers (EN-1, SC-1). */
@Injectable()
export class RegionConnection extends RequestKind<RegionConnectionApproval> {
  static readonly declaration: KindDeclaration = {
    code: 'region_connection',
    title: { ru: 'Подключение региона', en: 'Connection of a region' },
    form: RegionConnectionForm, fields: RegionConnectionFields, approval: RegionConnectionApproval,
    term: { workingDays: 5, extendedTo: 10 },
    route: ['operator'], deciders: { operator: ['system_admin'] },
    sensitive: [],
    rejectReasons: CONNECTION_REASONS,
    approved: () => ({
      ru: 'Регион подключён. Координатор входит по логину и временному паролю, которые ему отправлены, или в свою учётную запись.',
      en: 'The region is connected. Its coordinator signs in by the login and transit password sent to them, or to their own account.',
    }),
  };

  readonly declaration = RegionConnection.declaration;

  constructor(
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly about: AskedAbout,
    private readonly appointees: Appointees,
    private readonly clock: Clock,
  ) {
    super();
  }

  async check(applicantId: string, form: TypedForm): Promise<Checked> {
    const region = await this.schools.region(textAt(form, '/regionCode'));
    const errors = checkRegionConnection(form, {
      region: region === null ? null : { connected: region.connection === 'connected' },
      today: this.today(region?.zone),
      contacts: this.appointees.wrongContacts(form, '/coordinator'),
      files: await this.about.ownFiles(applicantId, form),
    });
    if (errors.length > 0 || region === null) return { errors, subject: null };
    return { errors: [], subject: { schoolId: null, place: { zone: region.zone, regionCode: region.code }, identity: `region|${region.code}`, title: region.name, className: null } };
  }

  /** The region is connected, or planned for its day, and its coordinator has the role. */
  async carryOut({ actor, request }: Approval<RegionConnectionApproval>): Promise<Effect> {
    const regionCode = textAt(request.form, '/regionCode');
    const connectOn = parseTypedDate(textAt(request.form, '/connectOn'));
    const later = connectOn !== null && connectOn > this.today(request.zone ?? undefined);
    await this.schools.connectRegion(actor, regionCode, later ? connectOn : null);
    const who = this.appointees.who(request, '/coordinator');
    const personId = typeof who === 'string' ? who : (await this.identity.settleNewcomer(actor, who)).personId;
    await this.identity.assignRole(actor, { personId, role: 'regional_coordinator', regionCode });
    return { result: { coordinatorId: personId } };
  }

  summary(form: TypedForm): SummaryLine[] {
    return [
      { label: { ru: 'Регион', en: 'Region' }, value: textAt(form, '/regionCode') },
      { label: { ru: 'Орган управления образованием', en: 'Education authority' }, value: textAt(form, '/authority/name') },
    ];
  }

  private today(zone = 'Europe/Moscow'): string {
    return DateTime.fromJSDate(this.clock.now(), { zone }).toISODate()!;
  }
}
