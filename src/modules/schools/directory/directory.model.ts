import type { SchoolStatus, SchoolType } from '../schools.contracts.js';
import type { RegionOnItsWay } from './domain/where-to-go.js';

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

export const REGION_DOCUMENT_KINDS = ['norm', 'template'] as const;

/** A norm of a region, or a template of a document, as it is published (SC-1). */
export interface RegionDocumentData {
  readonly kind: (typeof REGION_DOCUMENT_KINDS)[number];
  readonly title: string;
  readonly url: string;
  /** The day it holds from; null: it does not say. */
  readonly validFrom: string | null;
}

export interface RegionDocument extends RegionDocumentData {
  readonly id: string;
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

export const SCHOOL_ORDERS = ['name', 'distance', 'rating'] as const;

export interface SchoolSearch {
  /** Folded parts of name or address: all of them, in any order. */
  readonly words: readonly string[];
  /** What was typed, when it may be an INN or an OKPO. */
  readonly number: string | null;
  readonly region: string | null;
  readonly settlement: string | null;
  readonly type: string | null;
  /** Folded. */
  readonly profile: string | null;
  /** A decimal. */
  readonly minRating: string | null;
  readonly gradeLevel: number | null;
  readonly hasPlaces: boolean;
  readonly near: { readonly latitude: number; readonly longitude: number; readonly radiusKm: number } | null;
  readonly sort: (typeof SCHOOL_ORDERS)[number];
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
  /** Kilometres from `near`; null without it. */
  readonly distance: number | null;
  /** A decimal as text. */
  readonly rating: string | null;
  /** In the grade asked for, or in all; null when the school has told none. */
  readonly freePlaces: number | null;
  readonly regionState: RegionOnItsWay;
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

export interface BuildingOnCard {
  readonly name: string;
  readonly address: string;
  /** Bells of its own; null: it rings with the school. */
  readonly bellScheduleId: string | null;
  readonly shortBellScheduleId: string | null;
}

export interface Card extends CardData {
  readonly id: string;
  readonly region: string;
  readonly settlement: string;
  readonly rating: Rating | null;
  readonly publicCode: string;
  readonly buildings: readonly BuildingOnCard[];
  readonly regionState: RegionOnItsWay;
  readonly places: readonly GradePlaces[];
  readonly version: number;
}
