import { CHILD_DOCUMENT_KINDS, type ChildDocument, type ChildDocumentKind, type PersonName } from '../../../shared/identifiers/index.js';

export const DOCUMENT_KINDS = CHILD_DOCUMENT_KINDS;
export type DocumentKind = ChildDocumentKind;

/** What a parent enters of a child, checked and normalised (FA-1). */
export interface ChildData {
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly document: Omit<ChildDocument, 'issuedOn'>;
  /** 11 digits. */
  readonly snils: string | null;
  /** 12 digits. */
  readonly inn: string | null;
}
