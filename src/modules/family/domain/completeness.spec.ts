import { describe, expect, it } from '@jest/globals';
import { missingFields } from './completeness.js';

describe("completeness of a child's profile (FA-6)", () => {
  it.each([
    [{ gaps: [], needsNumber: false }, []],
    [{ gaps: ['class'], needsNumber: false }, ['class']],
    [{ gaps: null, needsNumber: true }, ['class', 'snils_or_inn']],
    [{ gaps: [], needsNumber: true }, ['snils_or_inn']],
    [{ gaps: ['study_profile'], needsNumber: true }, ['study_profile', 'snils_or_inn']],
  ] as const)('%j misses %j', (known, missing) => expect(missingFields(known)).toEqual(missing));
});
