import { defineErrors, DomainError } from '../../shared/domain-error.js';

defineErrors({
  'http.range_not_satisfiable': { kind: 'unsatisfiable', ru: 'Такой части в файле нет: он короче. Скачайте файл заново.', en: 'The file has no such part: it is shorter. Download it anew.' },
});

/** A part of a file: first and last byte, both belong to it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The part a request asks for (RFC 9110, 14.2); null: all of it. Several parts at once, other units and what cannot be read are
 * ignored, as the standard allows; so is a range whose `If-Range` names another file than this one.
 * @param etag strong, of the file as it is
 * @param size bytes of the file
 * @throws DomainError http.range_not_satisfiable
 */
export function byteRange({ range, ifRange }: { readonly range?: string; readonly ifRange?: string }, etag: string, size: number): ByteRange | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec((range ?? '').replace(/\s/g, '')) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '') || (ifRange !== undefined && ifRange.trim() !== etag)) return null;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  if (start >= size) throw new DomainError('http.range_not_satisfiable', {}, { size });
  return { start, end: first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
