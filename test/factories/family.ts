import { type Consent, ConsentsFacade } from '../../src/modules/consents/index.js';
import { FamilyFacade, type Link, type LinkKind } from '../../src/modules/family/index.js';
import type { HasProviders } from './identity.js';
import type { MadePupil } from './schools.js';

/** A representative who may see the pupil's diary, as if a school had let them in by an import. */
export function linkFamily(app: HasProviders, guardianId: string, pupil: Pick<MadePupil, 'id' | 'schoolId'>, kind: LinkKind = 'mother'): Promise<Link> {
  return app.get(FamilyFacade).link(null, { guardianId, pupilId: pupil.id, schoolId: pupil.schoolId, kind, source: 'import' });
}

/** The consent without which a family gets no marks (FA-8), as a parent gives it on the page of consents. */
export function consentToChildData(app: HasProviders, guardianId: string, pupilId: string): Promise<Consent> {
  return app.get(ConsentsFacade).give(null, { givenBy: guardianId, subjectId: pupilId, purpose: 'child_data', version: 1 });
}
