const globals = new URL('./globals.mjs', import.meta.url);

/** Each spec file gets an instance of its own, so that what it sets (`jest.setTimeout`) ends with it. */
export function resolve(specifier, context, next) {
  if (specifier !== '@jest/globals') return next(specifier, context);
  const url = new URL(globals);
  url.searchParams.set('of', context.parentURL);
  return { url: url.href, shortCircuit: true };
}
