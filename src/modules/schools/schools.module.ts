import './imports/imports.errors.js';
import './schools.acts.js';
import './schools.errors.js';
import './schools.permissions.js';

import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { IdentityModule } from '../identity/index.js';
import { accessControllers, accessProviders } from './access/access.js';
import { connectionControllers, connectionProviders } from './connection/connection.js';
import { DirectoryQuery } from './directory/app/directory.query.js';
import { ImportSettlements } from './directory/app/import-settlements.service.js';
import { RegionConnections } from './directory/app/region-connections.service.js';
import { RegionDocuments } from './directory/app/region-documents.service.js';
import { SchoolCards } from './directory/app/school-cards.service.js';
import { EntryLinks } from './directory/app/entry-links.query.js';
import { SchoolOversight } from './directory/app/school-oversight.service.js';
import { TrialChecks } from './directory/app/trial-checks.js';
import { TrialMode } from './directory/app/trial-mode.service.js';
import { DirectoryController } from './directory/http/directory.controller.js';
import { EntryLinksController } from './directory/http/entry-links.controller.js';
import { OversightController } from './directory/http/oversight.controller.js';
import { RegionDocumentsController } from './directory/http/region-documents.controller.js';
import { RegionsController } from './directory/http/regions.controller.js';
import { TrialController } from './directory/http/trial.controller.js';
import { DirectoryRepository } from './directory/persistence/directory.repository.js';
import { InspectionRepository } from './directory/persistence/inspection.repository.js';
import { RegionDocumentRepository } from './directory/persistence/region-document.repository.js';
import { SchoolCardRepository } from './directory/persistence/school-card.repository.js';
import { SchoolRepository } from './directory/persistence/school.repository.js';
import { SettlementImportRepository } from './directory/persistence/settlement-import.repository.js';
import { TrialRepository } from './directory/persistence/trial.repository.js';
import { groupsControllers, groupsProviders } from './groups/groups.js';
import { ExportFile } from './imports/app/export-file.query.js';
import { FileRights } from './imports/app/file-rights.js';
import { ImportFile } from './imports/app/import-file.service.js';
import { ImportsQuery } from './imports/app/imports.query.js';
import { StaffNames } from './imports/app/staff-names.js';
import { SubjectNames } from './imports/app/subject-names.js';
import { ImportsController } from './imports/http/imports.controller.js';
import { ImportKinds, KINDS } from './imports/kinds/kinds.js';
import { ImportRepository } from './imports/persistence/import.repository.js';
import { ChangePupil } from './roster/app/change-pupil.service.js';
import { ClassesQuery } from './roster/app/classes.query.js';
import { Classes } from './roster/app/classes.service.js';
import { CreatePupil } from './roster/app/create-pupil.service.js';
import { DivideClass } from './roster/app/divide-class.service.js';
import { GroupsQuery } from './roster/app/groups.query.js';
import { CancelMovement } from './roster/app/cancel-movement.service.js';
import { MovePupil } from './roster/app/move-pupil.service.js';
import { PromoteSchool } from './roster/app/promote-school.service.js';
import { PupilRecords } from './roster/app/pupil-records.js';
import { PupilsQuery } from './roster/app/pupils.query.js';
import { DecidedTeaching } from './roster/app/decided-teaching.service.js';
import { TeachingGroups } from './roster/app/teaching-groups.service.js';
import { ClassesController } from './roster/http/classes.controller.js';
import { MovementsController } from './roster/http/movements.controller.js';
import { PupilsController } from './roster/http/pupils.controller.js';
import { PromotionsController } from './roster/http/promotions.controller.js';
import { TeachingGroupsController } from './roster/http/teaching-groups.controller.js';
import { ClassListRepository } from './roster/persistence/class-list.repository.js';
import { ClassRepository } from './roster/persistence/class.repository.js';
import { DivisionRepository } from './roster/persistence/division.repository.js';
import { GroupAdminRepository } from './roster/persistence/group-admin.repository.js';
import { GroupRepository } from './roster/persistence/group.repository.js';
import { MembershipRepository } from './roster/persistence/membership.repository.js';
import { PupilRepository } from './roster/persistence/pupil.repository.js';
import { RepresentativeRepository } from './roster/persistence/representative.repository.js';
import { RosterBulkRepository } from './roster/persistence/roster-bulk.repository.js';
import { SchoolsFacade } from './schools.facade.js';
import { staffControllers, staffProviders } from './staff/staff.js';
import { CurriculumCheck } from './structure/app/curriculum-check.query.js';
import { ManageBells } from './structure/app/manage-bells.service.js';
import { ManageRecords } from './structure/app/manage-records.service.js';
import { ManageYears } from './structure/app/manage-years.service.js';
import { RecordsQuery } from './structure/app/records.query.js';
import { Today } from './structure/app/today.js';
import { YearsQuery } from './structure/app/years.query.js';
import { AcademicYearsController } from './structure/http/academic-years.controller.js';
import { BellSchedulesController } from './structure/http/bell-schedules.controller.js';
import { BuildingsController } from './structure/http/buildings.controller.js';
import { CurriculaController } from './structure/http/curricula.controller.js';
import { RoomsController } from './structure/http/rooms.controller.js';
import { SubjectsController } from './structure/http/subjects.controller.js';
import { TermsController } from './structure/http/terms.controller.js';
import { VacationsController } from './structure/http/vacations.controller.js';
import { BellRepository } from './structure/persistence/bell.repository.js';
import { CurriculumRepository } from './structure/persistence/curriculum.repository.js';
import { RecordRepository } from './structure/persistence/record.repository.js';
import { YearRepository } from './structure/persistence/year.repository.js';

const DIRECTORY = [
  DirectoryQuery, EntryLinks, ImportSettlements, RegionConnections, RegionDocuments, RegionDocumentRepository, SchoolCards, SchoolOversight, TrialChecks, TrialMode,
  DirectoryRepository, InspectionRepository, SchoolCardRepository, SchoolRepository, SettlementImportRepository, TrialRepository,
];
const STRUCTURE = [
  Today, CurriculumCheck, ManageBells, ManageRecords, ManageYears, RecordsQuery, YearsQuery, BellRepository, CurriculumRepository, RecordRepository, YearRepository,
];
const ROSTER = [
  Classes, ClassesQuery, DivideClass, CreatePupil, ChangePupil, MovePupil, CancelMovement, PupilRecords, PromoteSchool, PupilsQuery, TeachingGroups, DecidedTeaching, GroupsQuery,
  ClassRepository, ClassListRepository, DivisionRepository, GroupRepository, GroupAdminRepository, MembershipRepository, PupilRepository, RepresentativeRepository, RosterBulkRepository,
];
const IMPORTS = [ImportFile, FileRights, ImportKinds, ...KINDS, ExportFile, ImportsQuery, StaffNames, SubjectNames, ImportRepository];

@Module({
  imports: [AuditModule, IdentityModule],
  controllers: [
    RegionsController, RegionDocumentsController, DirectoryController, EntryLinksController, OversightController, TrialController, AcademicYearsController, TermsController,
    VacationsController, BellSchedulesController, BuildingsController, RoomsController, SubjectsController, CurriculaController, ClassesController,
    PupilsController, MovementsController, PromotionsController, TeachingGroupsController, ImportsController, ...staffControllers, ...connectionControllers, ...accessControllers, ...groupsControllers,
  ],
  providers: [SchoolsFacade, ...DIRECTORY, ...STRUCTURE, ...ROSTER, ...IMPORTS, ...staffProviders, ...connectionProviders, ...accessProviders, ...groupsProviders],
  exports: [SchoolsFacade],
})
export class SchoolsModule {}
