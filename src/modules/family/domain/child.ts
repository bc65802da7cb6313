import type { PersonName } from '../../../shared/identifiers/index.js';

export const DOCUMENT_KINDS = ['birth_certificate', 'passport', 'foreign'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What a parent enters of a child, checked and normalised (FA-1). */
export interface ChildData {
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly document: { readonly kind: DocumentKind; readonly series: string | null; readonly number: string };
  /** 11 digits. */
  readonly snils: string | null;
  /** 12 digits. */
  readonly inn: string | null;
}
