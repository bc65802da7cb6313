/** A form as it was typed: whatever JSON the kind's shape allows. */
export type TypedForm = { readonly [field: string]: unknown };

/** RFC 7396: objects merge, `null` clears, everything else replaces. */
export function mergePatch(target: TypedForm, patch: TypedForm): TypedForm {
  const merged: Record<string, unknown> = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete merged[field];
    else if (isForm(value)) merged[field] = mergePatch(isForm(merged[field]) ? merged[field] : {}, value);
    else merged[field] = value;
  }
  return merged;
}

/** A form parted into what may lie open and what must be sealed, by JSON pointers of the sensitive fields. */
export function partSecrets(form: TypedForm, sensitive: readonly string[]): { open: TypedForm; secrets: TypedForm } {
  let open = form;
  const secrets: Record<string, unknown> = {};
  for (const pointer of sensitive) {
    const value = valueAt(form, pointer);
    if (value === undefined) continue;
    secrets[pointer] = value;
    open = without(open, pointer.slice(1).split('/'));
  }
  return { open, secrets };
}

/** The whole form again. */
export function joinSecrets(open: TypedForm, secrets: TypedForm): TypedForm {
  return Object.entries(secrets).reduce((form, [pointer, value]) => mergePatch(form, nested(pointer.slice(1).split('/'), value)), open);
}

/** The value a JSON pointer names, or undefined. */
export function valueAt(form: TypedForm, pointer: string): unknown {
  return pointer.slice(1).split('/').reduce<unknown>((at, name) => (isForm(at) ? at[name] : undefined), form);
}

/** The text a JSON pointer names, trimmed; what is no text counts as missing. */
export function textAt(form: TypedForm, pointer: string): string {
  const value = valueAt(form, pointer);
  return typeof value === 'string' ? value.trim() : '';
}

/** The form without fields nobody filled in: `null`, and what class instances leave undefined. */
export function compact(form: object): TypedForm {
  return mergePatch({}, JSON.parse(JSON.stringify(form)) as TypedForm);
}

function without(form: TypedForm, [name = '', ...rest]: readonly string[]): TypedForm {
  const copy: Record<string, unknown> = { ...form };
  const inner = copy[name];
  if (rest.length === 0) delete copy[name];
  else if (isForm(inner)) copy[name] = without(inner, rest);
  return copy;
}

function nested([name = '', ...rest]: readonly string[], value: unknown): TypedForm {
  return { [name]: rest.length === 0 ? value : nested(rest, value) };
}

/** An object with fields, as JSON has them. */
export function isForm(value: unknown): value is TypedForm {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
