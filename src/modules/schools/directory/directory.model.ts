import type { SchoolStatus, SchoolType } from '../schools.contracts.js';

export interface Region {
  readonly code: string;
  readonly isoCode: string | null;
  readonly name: string;
  readonly federalDistrict: string | null;
  readonly zone: string;
  readonly connection: 'connected' | 'planned' | 'not_connected';
  readonly plannedOn: string | null;
  readonly portalUrl: string | null;
  readonly signInProvider: string | null;
  readonly version: number;
}

export const CONNECTIONS = ['connected', 'planned', 'not_connected'] as const;

/** What the operator says of a region (SC-1). */
export type RegionConnection = Pick<Region, 'connection' | 'plannedOn' | 'portalUrl' | 'signInProvider'>;

export interface Settlement {
  readonly id: string;
  readonly name: string;
  readonly searchKey: string;
  readonly kind: string;
  /** District or greater town, where it is known: tells namesakes apart. */
  readonly area: string | null;
  readonly isCapital: boolean;
  readonly zone: string;
}

export interface SchoolSearch {
  /** Folded part of a name, or digits of INN or OKPO. */
  readonly q: string | null;
  readonly region: string | null;
  readonly settlement: string | null;
  readonly type: string | null;
  readonly profile: string | null;
  readonly gradeLevel: number | null;
  readonly hasPlaces: boolean;
  readonly near: { readonly latitude: number; readonly longitude: number; readonly radiusKm: number } | null;
}

export interface FoundSchool {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly type: string;
  readonly regionCode: string;
  readonly region: string;
  readonly settlement: string;
  readonly address: string;
  readonly status: SchoolStatus;
  readonly searchKey: string;
  /** Kilometres from `near`, one decimal; null without it or without coordinates. */
  readonly distanceKm: number | null;
}

export interface GradePlaces { readonly gradeLevel: number; readonly places: number; readonly freePlaces: number }

/** What a school says of itself (SC-2). */
export interface CardData {
  readonly name: string;
  readonly shortName: string;
  readonly type: SchoolType;
  readonly inn: string | null;
  readonly okpo: string | null;
  readonly ogrn: string | null;
  readonly regionCode: string;
  readonly settlementId: string;
  readonly address: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly site: string | null;
  readonly directorName: string | null;
  readonly responsibleName: string | null;
  readonly zone: string;
  readonly status: SchoolStatus;
  readonly profiles: readonly string[];
  readonly transport: string | null;
}

/** Entered with its source and date, never computed from marks. */
export interface Rating {
  /** A decimal from 0 to 99.99 as text. */
  readonly value: string;
  readonly source: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
}

export const INSPECTION_OUTCOMES = ['passed', 'remarks', 'violations'] as const;

/** A visit of an authority and how it ended. */
export interface Inspection {
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly heldOn: string;
  readonly authority: string;
  readonly subject: string;
  readonly outcome: (typeof INSPECTION_OUTCOMES)[number];
  readonly note: string | null;
}

export interface Card extends CardData {
  readonly id: string;
  readonly region: string;
  readonly settlement: string;
  readonly rating: Rating | null;
  readonly publicCode: string;
  readonly places: readonly GradePlaces[];
  readonly version: number;
}
