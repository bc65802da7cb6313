import { Injectable } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';
import { DomainError, notFound } from '../../shared/domain-error.js';
import type { PersonName } from '../../shared/identifiers/index.js';
import { type Connected, DirectoryEntries } from './connection/app/directory-entries.service.js';
import type { SchoolTwin, TwinQuestion } from './connection/domain/find-twins.js';
import { EntryLinks } from './directory/app/entry-links.query.js';
import { ImportSettlements, type SettlementImport } from './directory/app/import-settlements.service.js';
import { RegionConnections } from './directory/app/region-connections.service.js';
import { type HasTried, type TrialCheck, TrialChecks } from './directory/app/trial-checks.js';
import { DirectoryRepository } from './directory/persistence/directory.repository.js';
import type { Card, Region, Settlement } from './directory/directory.model.js';
import { SchoolCardRepository } from './directory/persistence/school-card.repository.js';
import { SchoolRepository } from './directory/persistence/school.repository.js';
import { type AskedScope, OverseenSchools } from './groups/app/overseen-schools.js';
import { RegionPupilGroups } from './groups/app/region-pupil-groups.service.js';
import { ImportFile } from './imports/app/import-file.service.js';
import type { ImportKindOf } from './imports/import-kind.js';
import { type ContributedKind, ImportKinds } from './imports/kinds/kinds.js';
import { ImportRepository } from './imports/persistence/import.repository.js';
import type { ImportRequest, ImportResult } from './imports/imports.contracts.js';
import { ChangePupil, type PupilChanges } from './roster/app/change-pupil.service.js';
import { CreatePupil } from './roster/app/create-pupil.service.js';
import { PupilRecords } from './roster/app/pupil-records.js';
import { DecidedTeaching } from './roster/app/decided-teaching.service.js';
import { MovePupil, type Move } from './roster/app/move-pupil.service.js';
import { type DescribedChild, PupilsQuery } from './roster/app/pupils.query.js';
import { parseClassName } from './roster/domain/class-name.js';
import type { Papers } from './roster/domain/papers.js';
import type { TeachingPlan } from './roster/domain/plan-teaching.js';
import { ClassRepository } from './roster/persistence/class.repository.js';
import { GroupRepository } from './roster/persistence/group.repository.js';
import { PupilRepository } from './roster/persistence/pupil.repository.js';
import { RepresentativeRepository } from './roster/persistence/representative.repository.js';
import type { CalendarDate, ComparedPupil, HasRecordsInClass, KnownPapers, LikelyPupil, NewPupil, OverseenSchool, Pupil, Representative, School, SchoolClass, TeachingGroup, WantedTeaching } from './schools.contracts.js';
import { Staff } from './staff/app/staff.service.js';
import { PositionRepository } from './staff/persistence/position.repository.js';
import type { DecidedAppointment, PositionRole } from './staff/staff.model.js';
import { Today } from './structure/app/today.js';

/** Schools, their structure and who is in which class and group on which day. Whether the actor may ask is the caller's policy. */
@Injectable()
export class SchoolsFacade {
  constructor(
    private readonly schools: SchoolRepository,
    private readonly cards: SchoolCardRepository,
    private readonly directory: DirectoryRepository,
    private readonly classes: ClassRepository,
    private readonly pupilRows: PupilRepository,
    private readonly pupils: PupilsQuery,
    private readonly groups: GroupRepository,
    private readonly creating: CreatePupil,
    private readonly changing: ChangePupil,
    private readonly moving: MovePupil,
    private readonly pupilRecords: PupilRecords,
    private readonly day: Today,
    private readonly importing: ImportFile,
    private readonly imports: ImportRepository,
    private readonly importKinds: ImportKinds,
    private readonly representativeRows: RepresentativeRepository,
    private readonly importingSettlements: ImportSettlements,
    private readonly trialChecks: TrialChecks,
    private readonly entries: DirectoryEntries,
    private readonly entryLinks: EntryLinks,
    private readonly overseen: OverseenSchools,
    private readonly regionPupilGroups: RegionPupilGroups,
    private readonly regions: RegionConnections,
    private readonly staff: Staff,
    private readonly positions: PositionRepository,
    private readonly decidedTeaching: DecidedTeaching,
  ) {}

  /** Said once, at module init, by the module that holds the data: how it is seen that a school in trial mode has tried something (SC-4). */
  triedBy(check: TrialCheck, hasTried: HasTried): void {
    this.trialChecks.register(check, hasTried);
  }

  /** Said once, at module init, by the module that holds the data: how files of a kind are taken in and given out (SC-6). */
  contributeImport(kind: ContributedKind, of: ImportKindOf): void {
    this.importKinds.contribute(kind, of);
  }

  /** Said once, at module init, by a module (`owner`) that writes on pupils: a movement into a class is not cancelled over what is written there (SC-8). */
  recordsOfPupilsKeptBy(owner: string, hasRecords: HasRecordsInClass): void {
    this.pupilRecords.register(owner, hasRecords);
  }

  /** Null when there is no such school. */
  school(id: string): Promise<School | null> {
    return this.schools.byId(id);
  }

  /** A region of the directory by its two digits, with its zone; null when there is no such region. */
  region(code: string): Promise<Region | null> {
    return this.directory.region(code);
  }

  /** By its public code typed in any case, while it is open to families; null otherwise. */
  async schoolByPublicCode(code: string): Promise<School | null> {
    const id = await this.cards.idByPublicCode(code.trim().toUpperCase());
    return id === null ? null : this.schools.byId(id);
  }

  /** The link a family comes into the school by (SC-2). @throws DomainError not found */
  entryUrl(schoolId: string, entrant: 'pupil' | 'guardian'): Promise<string> {
    return this.entryLinks.url(schoolId, entrant);
  }

  /** By id; unknown ids are missing. */
  async schoolsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, School>> {
    return new Map((await this.schools.byIds([...new Set(ids)])).map((school) => [school.id, school]));
  }

  /** Schools that may be the one asked about, the surest first: by INN, OKPO, name and address at once (SC-3). */
  findSchoolTwins(question: TwinQuestion): Promise<SchoolTwin[]> {
    return this.entries.findTwins(question);
  }

  /**
   * A school of the directory, or a new one, is connected: it runs in trial mode from now on (SC-3, SC-4), in the caller's transaction.
   * @throws DomainError `schools.connected_already`; `schools.twins`, `schools.settlement_twins` with the candidates; InvalidInput
   */
  async connectSchool(actor: Actor, connected: Connected): Promise<School> {
    const { id } = await this.entries.connect(actor, connected);
    return (await this.schools.byId(id))!;
  }

  /** Whether somebody has this very position in the school, and it counts. */
  async holdsPosition(schoolId: string, personId: string, role: PositionRole, title: string): Promise<boolean> {
    return (await this.positions.standing(schoolId, personId, role)).some((position) => position.title === title);
  }

  /** INN and OKPO the directory has for a school; null when there is no such school. */
  registryNumbers(schoolId: string): Promise<{ inn: string | null; okpo: string | null } | null> {
    return this.entries.registryNumbers(schoolId);
  }

  /** Connects a region, at once or on a day to come, in the caller's transaction (EN-1). @throws DomainError not found */
  connectRegion(actor: Actor, code: string, plannedOn: string | null): Promise<Region> {
    return this.regions.connect(actor, code, plannedOn);
  }

  /** Appoints at once whom somebody had the say to appoint, in the caller's transaction: neither rank nor region is asked again (SC-3, SC-5). @throws DomainError `schools.position_exists` */
  async appointDecided(actor: Actor, schoolId: string, appointment: DecidedAppointment): Promise<{ positionId: string; personId: string }> {
    const { id, personId } = await this.staff.appointDecided(actor, schoolId, appointment);
    return { positionId: id, personId: personId! };
  }

  /** What of a teacher's subjects and classes, and of a class to lead, could be given to them now (EN-1). */
  planTeaching(schoolId: string, wanted: WantedTeaching): Promise<TeachingPlan> {
    return this.decidedTeaching.plan(schoolId, wanted);
  }

  /** Gives them what is free, in the caller's transaction, once they are appointed. @returns what was given and what was not */
  giveTeaching(actor: Actor, schoolId: string, wanted: WantedTeaching): Promise<TeachingPlan> {
    return this.decidedTeaching.give(actor, schoolId, wanted);
  }

  /** Null when the region has no such settlement. */
  settlement(regionCode: string, id: string): Promise<Settlement | null> {
    return this.directory.settlement(regionCode, id);
  }

  /** The day it is in the school's zone. @throws DomainError not found */
  today(schoolId: string): Promise<CalendarDate> {
    return this.day.in(schoolId);
  }

  /** Null when this school has no such class. */
  schoolClass(schoolId: string, id: string): Promise<SchoolClass | null> {
    return this.classes.byId(schoolId, id);
  }

  /** A class by the name people write: `5А`, `5 «а»`, `5-A`; null when this school has none of that name in the year. */
  async classByName(schoolId: string, schoolYear: number, name: string): Promise<SchoolClass | null> {
    const parsed = parseClassName(name);
    return parsed === null ? null : this.classes.byName(schoolId, schoolYear, parsed);
  }

  /** Null when this school has no such pupil. `on`: the day whose class is told; today unless said. */
  pupil(schoolId: string, id: string, on?: CalendarDate): Promise<Pupil | null> {
    return this.pupils.byId(schoolId, id, on);
  }

  /** Pupils of the school who may be the child asked about, the surest first. For staff only: it tells who is on the roll. */
  findLikelyPupils(schoolId: string, child: { name: PersonName; birthDate: CalendarDate; snils?: string | null }): Promise<LikelyPupil[]> {
    return this.pupils.likely(schoolId, child);
  }

  /**
   * How pupils of the school compare with a child somebody describes: those that share a birth date, a number or the name, and
   * those named. It says who is on the roll: never to be told to whoever describes the child.
   */
  comparePupils(schoolId: string, child: DescribedChild, alsoIds: readonly string[] = []): Promise<ComparedPupil[]> {
    return this.pupils.compared(schoolId, child, alsoIds);
  }

  /** Which numbers of the pupil the roll knows. @throws DomainError not found */
  papers(schoolId: string, pupilId: string): Promise<KnownPapers> {
    return this.pupils.papers(schoolId, pupilId);
  }

  /** Numbers somebody has proved for the pupil, written where the roll has none, in the caller's transaction. What another pupil of the school has is left out. */
  addMissingPapers(actor: Actor, schoolId: string, pupilId: string, proved: Papers): Promise<void> {
    return this.changing.addMissing(actor, schoolId, pupilId, proved);
  }

  /** Who represents these pupils by the school's papers, with the blind key of the phone. Ordered by pupil. */
  async representativesOf(schoolId: string, pupilIds: readonly string[]): Promise<(Representative & { pupilId: string; phoneKey: string })[]> {
    return (await this.representativeRows.ofSchool(schoolId, pupilIds)).map(({ phoneIndex, ...row }) => ({ ...row, phoneKey: phoneIndex }));
  }

  /** In place of those that were, in the caller's transaction; phones are E.164, each once. */
  putRepresentatives(schoolId: string, pupilId: string, representatives: readonly Representative[]): Promise<void> {
    return this.representativeRows.replace(schoolId, pupilId, representatives);
  }

  /** What a representative's phone is found by: a blind key. */
  representativePhoneKey(phone: string): string {
    return this.representativeRows.phoneIndex(phone);
  }

  /** Pupils of the school whose representative has this phone on file, with the name beside it. Not for the eyes of whoever has the phone. */
  representedBy(schoolId: string, phoneKey: string): Promise<{ pupilId: string; name: PersonName }[]> {
    return this.representativeRows.byPhone(schoolId, phoneKey);
  }

  /** When the school last took in its pupils from a file; null: never. */
  rollImportedAt(schoolId: string): Promise<Date | null> {
    return this.imports.lastWritten(schoolId, 'pupils');
  }

  /**
   * Puts a pupil on the roll, in the caller's transaction, and enrols them when a class is named.
   * @throws InvalidInput for wrong numbers, an unknown class or a day outside its year
   */
  async createPupil(actor: Actor | null, pupil: NewPupil): Promise<Pupil> {
    const id = await this.creating.run(actor, pupil);
    return (await this.pupils.byId(pupil.schoolId, id, pupil.enrolledOn))!;
  }

  /** Corrects a pupil's data as they stand in `pupil`, in the caller's transaction. @throws DomainError `object.stale` when somebody was quicker; InvalidInput */
  changePupil(actor: Actor, pupil: Pick<Pupil, 'schoolId' | 'id' | 'version'>, changes: PupilChanges): Promise<void> {
    return this.changing.run(actor, pupil.schoolId, pupil.id, pupil.version, changes);
  }

  /** Places per grade, and the director, as the school's public card has them; null when it has none (SC-2). */
  card(schoolId: string): Promise<Pick<Card, 'places' | 'directorName'> | null> {
    return this.cards.byId(schoolId);
  }

  /** Enrols, transfers, promotes or lets go (SC-8). */
  movePupil(actor: Actor | null, move: Move): Promise<{ movementId: string }> {
    return this.moving.run(actor, move);
  }

  /** A place was given up: of a pupil who has not begun to study, enrolments to come are taken back with this note, none if it is null. @returns whether they study here now or will */
  cancelBeforeStart(actor: Actor, schoolId: string, pupilId: string, note: string | null): Promise<boolean> {
    return this.moving.cancelBeforeStart(actor, schoolId, pupilId, note);
  }

  /** Ties a pupil with the account they got. @throws DomainError `schools.account_bound`, or not found */
  async bindAccount(schoolId: string, pupilId: string, personId: string): Promise<void> {
    if ((await this.pupilRows.bindPerson(schoolId, pupilId, personId)) > 0) return;
    throw (await this.pupils.byId(schoolId, pupilId)) === null ? notFound() : new DomainError('schools.account_bound');
  }

  /** Whether the person teaches the group on that day (substitutions are the schedule's matter). */
  teaches(personId: string, groupId: string, on: CalendarDate): Promise<boolean> {
    return this.groups.teaches(personId, groupId, on);
  }

  /** Groups the person teaches in this school on that day (today unless said), by name. */
  async groupsOf(schoolId: string, personId: string, on?: CalendarDate): Promise<TeachingGroup[]> {
    return this.groups.taughtBy(schoolId, personId, on ?? (await this.day.in(schoolId)));
  }

  /** Takes in a file of any kind (SC-6), in the caller's transaction or its own. */
  importFile(actor: Actor, request: ImportRequest): Promise<ImportResult> {
    return this.importing.run(actor, request);
  }

  /** Schools whose figures the actor sees, by name (SC-11). @throws DomainError not found for a region or group not theirs; InvalidInput when the operator names neither */
  overseenSchools(actor: Actor, asked: AskedScope): Promise<OverseenSchool[]> {
    return this.overseen.of(actor, asked);
  }

  /** The actor sees figures of this group of pupils across schools (SC-11); who is in it: `schools.v_region_pupil_group_member`. @throws DomainError not found */
  async requireOverseenPupilGroup(actor: Actor, id: string): Promise<void> {
    await this.regionPupilGroups.read(actor, id);
  }

  /** Fills the directory from a list of cities of the state address register (SC-1). `partial` takes the good rows though others are wrong. */
  importSettlements(file: Uint8Array, partial: boolean): Promise<SettlementImport> {
    return this.importingSettlements.run(file, partial);
  }
}
