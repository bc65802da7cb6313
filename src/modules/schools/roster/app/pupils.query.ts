import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { notFound } from '../../../../shared/domain-error.js';
import { type PersonName, sameName } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { ownSchool, requireOwnSchool, seesAllPupils } from '../../schools.policy.js';
import type { ComparedPupil, LikelyPupil, Pupil } from '../../schools.contracts.js';
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
  async card(actor: Actor, id: string): Promise<Pupil & { hasSnils: boolean }> {
    const schoolId = ownSchool(actor);
    const on = await this.today.in(schoolId);
    const row = await this.pupils.byId(schoolId, id, on);
    if (row === null) throw notFound();
    const own = actor.role === 'pupil' ? row.personId === actor.personId
      : (await seesAllPupils(this.access, actor)) || (await this.pupils.isTheirs(schoolId, id, actor.personId, on));
    if (!own) throw notFound();
    return { ...toPupil(row), hasSnils: row.hasSnils };
  }

  /** What happened to a pupil the actor may see, the latest first. */
  async movements(actor: Actor, id: string, page: PageRequest): Promise<Page<MovementRow>> {
    await this.card(actor, id);
    return this.memberships.movements(ownSchool(actor), id, page);
  }

  async hasSnils(schoolId: string, id: string): Promise<boolean> {
    return (await this.pupils.byId(schoolId, id, await this.today.in(schoolId)))?.hasSnils ?? false;
  }

  async compared(schoolId: string, asked: DescribedChild, alsoIds: readonly string[]): Promise<ComparedPupil[]> {
    const on = await this.today.in(schoolId);
    const alike = await this.pupils.likely(schoolId, asked.name, asked.birthDate, asked.snils, on);
    const also = await this.pupils.byIds(schoolId, alsoIds.filter((id) => !alike.some((row) => row.id === id)), on);
    const snilsIndex = asked.snils === null ? null : this.pupils.snilsIndex(asked.snils);
    return [...alike, ...also].map((row) => compare(asked, snilsIndex, row));
  }

  async likely(schoolId: string, asked: { name: PersonName; birthDate: string; snils?: string | null }): Promise<LikelyPupil[]> {
    const snils = asked.snils ?? null;
    const rows = await this.pupils.likely(schoolId, asked.name, asked.birthDate, snils, await this.today.in(schoolId));
    const snilsIndex = snils === null ? null : this.pupils.snilsIndex(snils);
    const found = rows.flatMap((row) => {
      const pupil = toPupil(row);
      const like = likeness({ ...asked, snilsIndex }, { name: pupil.name, birthDate: row.birthDate, snilsIndex: row.snilsIndex });
      return like === null ? [] : [{ pupil, ...like }];
    });
    return found.sort((a, b) => Number(b.likeness === 'same') - Number(a.likeness === 'same'));
  }
}

function compare(asked: DescribedChild, snilsIndex: string | null, row: PupilRow): ComparedPupil {
  return {
    pupilId: row.id,
    name: sameName(asked.name, row),
    birthDate: asked.birthDate === row.birthDate,
    sex: asked.sex === row.sex,
    snils: snilsIndex === null || row.snilsIndex === null ? null : snilsIndex === row.snilsIndex,
    inClass: row.classId !== null,
    born: row.birthDate,
  };
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
