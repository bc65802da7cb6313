/** The ten kinds a refusal can have; HTTP statuses are given to them in one place (platform/http). */
export type ErrorKind =
  | 'invalid'               // 422: what was sent is wrong
  | 'unauthenticated'       // 401
  | 'forbidden'             // 403: this role may never do this
  | 'not_found'             // 404: no such object, or outside the caller's scope
  | 'conflict'              // 409: the state does not allow the act
  | 'stale'                 // 412: If-Match names an older version
  | 'unsatisfiable'         // 416: Range asks for a part that is not there
  | 'precondition_required' // 428: If-Match is missing
  | 'locked'                // 423, with Retry-After: told only to somebody who has proved enough to hear it
  | 'too_many';             // 429, with Retry-After

export type Params = Readonly<Record<string, unknown>>;

/** A refusal's words tell a parent or a secretary what to do. `{name}` takes a parameter. */
export interface ErrorText {
  readonly kind: ErrorKind;
  readonly ru: string;
  readonly en: string;
}

const registry = new Map<string, ErrorText>();

/** Declares a module's error codes; a code declared twice stops the program. */
export function defineErrors<const T extends Record<string, ErrorText>>(table: T): T {
  for (const [code, text] of Object.entries(table)) {
    if (registry.has(code)) throw new Error(`Error code ${code} is declared twice`);
    registry.set(code, text);
  }
  return table;
}

/** Every declared code with its kind and words, sorted by code. */
export function declaredErrors(): ReadonlyMap<string, ErrorText> {
  return new Map([...registry].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function errorText(code: string): ErrorText {
  const text = registry.get(code);
  if (text === undefined) throw new Error(`Error code ${code} is not declared`);
  return text;
}

/** Fills `{name}` from the parameters; a missing one stays empty. */
export function fillIn(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    return value === undefined || value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value);
  });
}

/** A refusal by a rule. `code` is stable and dotted; `extra` becomes members of the problem document (RFC 9457). */
export class DomainError extends Error {
  readonly kind: ErrorKind;

  constructor(readonly code: string, readonly params: Params = {}, readonly extra: Params = {}) {
    super(code);
    this.kind = errorText(code).kind;
  }
}

/** One wrong field of a body (`pointer`, RFC 6901), a query (`parameter`) or a file (`line` and `column`). */
export interface FieldError {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly params?: Params;
}

/** Everything wrong with an input, named at once: 422 with `errors`. */
export class InvalidInput extends DomainError {
  constructor(readonly errors: readonly FieldError[]) {
    super('input.invalid');
  }

  /** Throws when there is something to say. */
  static throwIfAny(errors: readonly FieldError[]): void {
    if (errors.length > 0) throw new InvalidInput(errors);
  }
}

defineErrors({
  'input.invalid': {
    kind: 'invalid',
    ru: 'Некоторые поля заполнены неверно. Исправьте отмеченные и отправьте ещё раз.',
    en: 'Some fields are wrong. Mend the marked ones and send again.',
  },
  'object.not_found': { kind: 'not_found', ru: 'Ничего не найдено по этому адресу.', en: 'Nothing was found at this address.' },
  'object.stale': {
    kind: 'stale',
    ru: 'Запись уже изменил кто-то другой. Обновите её и повторите.',
    en: 'Somebody else has changed this record. Reload it and try again.',
  },
  'object.if_match_required': {
    kind: 'precondition_required',
    ru: 'Укажите версию записи в заголовке If-Match.',
    en: 'Name the version of the record in the If-Match header.',
  },
});

/** The object does not exist for the asker (SE-2). */
export function notFound(): DomainError {
  return new DomainError('object.not_found');
}
