/** Whether one of the ways a person proved themselves by is among those that count as strong. */
export function isStrongAmr(amr: readonly string[], strong: readonly string[]): boolean {
  const wanted = new Set(strong.map((value) => value.toLowerCase()));
  return amr.some((value) => wanted.has(value.toLowerCase()));
}
