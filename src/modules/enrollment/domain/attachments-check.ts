import { attachedDocuments, type AttachmentType } from './attachments.js';
import type { Checking } from './checking.js';

/** The applicant's own files by id. */
export type OwnFiles = ReadonlyMap<string, { readonly rejected: boolean }>;

/** Every file of a form is the applicant's, passed its check, stands once and is something the kind takes. */
export function checkFiles(check: Checking, files: OwnFiles, types: readonly string[]): void {
  const documents = attachedDocuments(check.form);
  documents.forEach(({ type, fileId }, i) => {
    if (!types.includes(type)) check.wrong(`/documents/${i}/type`, 'enrollment.choice', { allowed: types });
    const file = files.get(fileId);
    if (file === undefined) check.wrong(`/documents/${i}/fileId`, 'enrollment.file_unknown');
    else if (file.rejected) check.wrong(`/documents/${i}/fileId`, 'enrollment.file_rejected');
    else if (documents.findIndex((other) => other.fileId === fileId) < i) check.wrong(`/documents/${i}/fileId`, 'enrollment.file_twice');
  });
}

/** One of these at least is needed. */
export function requireOneOf(check: Checking, needed: readonly AttachmentType[], code: string): void {
  if (!attachedDocuments(check.form).some(({ type }) => (needed as readonly string[]).includes(type))) check.wrong('/documents', code);
}
