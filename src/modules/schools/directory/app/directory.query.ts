import { Injectable } from '@nestjs/common';
import { InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import type { PageRequest } from '../persistence/keyset.js';
import type { FoundSchool, Region, SchoolSearch, Settlement } from '../directory.model.js';

export interface Asked {
  readonly q?: string;
  readonly region?: string;
  readonly settlement?: string;
  readonly type?: string;
  readonly profile?: string;
  readonly minRating?: string;
  readonly gradeLevel?: number;
  readonly hasPlaces?: boolean;
  /** `latitude,longitude` in degrees. */
  readonly near?: string;
  readonly radiusKm?: number;
  readonly sort?: SchoolSearch['sort'];
}

const USUAL_RADIUS_KM = 5;
/** More are not looked at: each is a condition of its own. */
const MOST_WORDS = 8;

/** The public directory (SC-1). */
@Injectable()
export class DirectoryQuery {
  constructor(private readonly directory: DirectoryRepository) {}

  regions(): Promise<Region[]> {
    return this.directory.regions();
  }

  async region(code: string): Promise<Region> {
    const region = await this.directory.region(code);
    if (region === null) throw notFound();
    return region;
  }

  /** Null when there is no such region. */
  regionOrNull(code: string): Promise<Region | null> {
    return this.directory.region(code);
  }

  /** Null when this region has no such settlement. */
  settlement(regionCode: string, id: string): Promise<Settlement | null> {
    return this.directory.settlement(regionCode, id);
  }

  /** Settlements of the region by the first letters. @throws DomainError not found for an unknown region */
  async settlements(code: string, q: string | undefined, page: PageRequest): Promise<Page<Settlement>> {
    const found = await this.directory.settlements(code, nameKey(q ?? ''), page);
    if (found.items.length === 0) await this.region(code);
    return found;
  }

  search(asked: Asked, page: PageRequest): Promise<Page<FoundSchool>> {
    const words = nameKey(asked.q ?? '').split(' ').filter((word) => word !== '');
    if (asked.sort === 'distance' && asked.near === undefined) throw new InvalidInput([{ parameter: 'near', code: 'input.required' }]);
    const search: SchoolSearch = {
      words: words.slice(0, MOST_WORDS), number: words.length === 1 && /^\d+$/.test(words[0]!) ? words[0]! : null,
      region: asked.region ?? null, settlement: asked.settlement ?? null, type: asked.type ?? null,
      profile: asked.profile === undefined ? null : asked.profile.toLowerCase().replaceAll('ё', 'е'), minRating: asked.minRating ?? null,
      gradeLevel: asked.gradeLevel ?? null, hasPlaces: asked.hasPlaces ?? false, near: point(asked), sort: asked.sort ?? (asked.near === undefined ? 'name' : 'distance'),
    };
    return this.directory.search(search, page);
  }
}

function point({ near, radiusKm }: Asked): SchoolSearch['near'] {
  if (near === undefined) return null;
  const [latitude, longitude] = near.split(',').map(Number) as [number, number];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw new InvalidInput([{ parameter: 'near', code: 'input.format' }]);
  return { latitude, longitude, radiusKm: radiusKm ?? USUAL_RADIUS_KM };
}
