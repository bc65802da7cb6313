// What a spec file imports from '@jest/globals' under jest-light-runner: its globals, with the time limits it lacks.
const { describe, expect } = globalThis;
let patience = 120_000;

/** @returns the function with a limit: what hangs fails, and the run goes on */
function limited(fn, ms = patience) {
  if (fn === undefined) return undefined;
  return async (...args) => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Not done within ${ms} ms`)), ms);
    });
    try {
      return await Promise.race([fn(...args), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

const limitedTest = (base) => Object.assign((name, fn, ms) => base(name, limited(fn, ms)), {
  each: (...table) => (name, fn, ms) => base.each(...table)(name, limited(fn, ms)),
});
const limitedHook = (base) => (fn, ms) => base(limited(fn, ms));

const test = Object.assign(limitedTest(globalThis.test), { only: limitedTest(globalThis.test.only), skip: limitedTest(globalThis.test.skip) });
const beforeAll = limitedHook(globalThis.beforeAll);
const beforeEach = limitedHook(globalThis.beforeEach);
const afterAll = limitedHook(globalThis.afterAll);
const afterEach = limitedHook(globalThis.afterEach);
const jest = Object.assign(Object.create(globalThis.jest), { setTimeout: (ms) => { patience = ms; } });

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test, test as it };
