import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import { type ChildDocument, type PersonName, sameName } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { ownSchool, requireOwnSchool, seesAllPupils } from '../../schools.policy.js';
import type { ComparedPupil, KnownPapers, LikelyPupil, Pupil } from '../../schools.contracts.js';
import { Today } from '../../structure/app/today.js';
import { likeness } from '../domain/likeness.js';
import { MembershipRepository } from '../persistence/membership.repository.js';
import { PupilRepository, type PupilRow } from '../persistence/pupil.repository.js';
import type { MovementRow } from '../roster.model.js';

/** A child as somebody describes them. */
export interface DescribedChild {
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  /** 11 digits. */
  readonly snils: string | null;
  /** 12 digits. */
  readonly inn: string | null;
  readonly document: Omit<ChildDocument, 'issuedOn'> | null;
}

@Injectable()
export class PupilsQuery {
  constructor(
    private readonly pupils: PupilRepository,
    private readonly memberships: MembershipRepository,
    private readonly today: Today,
    private readonly access: SchoolAccess,
  ) {}

  async byId(schoolId: string, id: string, on?: string): Promise<Pupil | null> {
    const row = await this.pupils.byId(schoolId, id, on ?? (await this.today.in(schoolId)));
    return row === null ? null : toPupil(row);
  }

  /** Pupils of the actor's school they may see: all for the administration, theirs for teachers. */
  async page(actor: Actor, schoolId: string, filter: { q?: string; class?: string }, page: PageRequest): Promise<Page<Pupil>> {
    requireOwnSchool(actor, schoolId);
    const teacherId = (await seesAllPupils(this.access, actor)) ? null : actor.personId;
    const found = await this.pupils.page(schoolId, { q: filter.q ?? '', classId: filter.class ?? null, teacherId }, await this.today.in(schoolId), page);
    return { items: found.items.map(toPupil), nextCursor: found.nextCursor };
  }

  /** The card of a pupil. @throws DomainError not found for one who is not the actor's to see */
  async card(actor: Actor, id: string): Promise<Pupil & KnownPapers> {
    const schoolId = ownSchool(actor);
    const on = await this.today.in(schoolId);
    const row = await this.pupils.byId(schoolId, id, on);
    if (row === null) throw notFound();
    const own = actor.role === 'pupil' ? row.personId === actor.personId
      : (await seesAllPupils(this.access, actor)) || (await this.pupils.isTheirs(schoolId, id, actor.personId, on));
    if (!own) throw notFound();
    return { ...toPupil(row), ...knownPapers(row) };
  }

  /** What happened to a pupil the actor may see, the latest first. */
  async movements(actor: Actor, id: string, page: PageRequest): Promise<Page<MovementRow>> {
    await this.card(actor, id);
    return this.memberships.movements(ownSchool(actor), id, page);
  }

  /** @throws DomainError not found */
  async papers(schoolId: string, id: string): Promise<KnownPapers> {
    const row = await this.pupils.byId(schoolId, id, await this.today.in(schoolId));
    if (row === null) throw notFound();
    return knownPapers(row);
  }

  async compared(schoolId: string, asked: DescribedChild, alsoIds: readonly string[]): Promise<ComparedPupil[]> {
    const on = await this.today.in(schoolId);
    const { snils, inn, document } = asked;
    const papers = { snils, inn, document: document === null ? null : { ...document, issuedOn: null } };
    const alike = await this.pupils.likely(schoolId, asked.name, asked.birthDate, papers, on);
    const also = await this.pupils.byIds(schoolId, alsoIds.filter((id) => !alike.some((row) => row.id === id)), on);
    const indexes = this.pupils.indexes(papers);
    return [...alike, ...also].map((row) => compare(asked, indexes, row));
  }

  async likely(schoolId: string, asked: { name: PersonName; birthDate: string; snils?: string | null }): Promise<LikelyPupil[]> {
    const snils = asked.snils ?? null;
    const rows = await this.pupils.likely(schoolId, asked.name, asked.birthDate, { snils }, await this.today.in(schoolId));
    const { snilsIndex } = this.pupils.indexes({ snils });
    const found = rows.flatMap((row) => {
      const pupil = toPupil(row);
      const like = likeness({ ...asked, snilsIndex }, { name: pupil.name, birthDate: row.birthDate, snilsIndex: row.snilsIndex });
      return like === null ? [] : [{ pupil, ...like }];
    });
    return found.sort((a, b) => Number(b.likeness === 'same') - Number(a.likeness === 'same'));
  }
}

function compare(asked: DescribedChild, indexes: Pick<PupilRow, 'snilsIndex' | 'innIndex' | 'documentIndex'>, row: PupilRow): ComparedPupil {
  const same = (index: 'snilsIndex' | 'innIndex' | 'documentIndex') => (indexes[index] === null || row[index] === null ? null : indexes[index] === row[index]);
  return {
    pupilId: row.id,
    name: sameName(asked.name, row),
    birthDate: asked.birthDate === row.birthDate,
    sex: asked.sex === row.sex,
    snils: same('snilsIndex'),
    inn: same('innIndex'),
    document: asked.document?.kind === row.documentKind ? same('documentIndex') : null,
    inClass: row.classId !== null,
    born: row.birthDate,
  };
}

function knownPapers({ snilsIndex, innIndex, documentKind }: PupilRow): KnownPapers {
  return { hasSnils: snilsIndex !== null, hasInn: innIndex !== null, documentKind };
}

export function toPupil(row: PupilRow): Pupil {
  return {
    id: row.id, schoolId: row.schoolId, personId: row.personId,
    name: { family: row.family, given: row.given, patronymic: row.patronymic },
    birthDate: row.birthDate, sex: row.sex, externalId: row.externalId,
    schoolClass: row.classId === null ? null : { id: row.classId, name: row.className! },
    version: row.version,
  };
}
