import { describe, expect, it } from '@jest/globals';
import { missingFields } from './completeness.js';

const study = { gradeLevel: 5, profile: null, profilesNamed: true };
const fields = (known: Partial<Parameters<typeof missingFields>[0]>) => missingFields({ linked: true, needsNumber: false, study, ...known }).map(({ field, blocks }) => `${field}:${blocks}`);

describe("completeness of a child's profile (FA-6)", () => {
  it.each([
    [{}, []],
    [{ study: null }, ['class:true']],
    [{ linked: false, study: null, needsNumber: true }, ['class:true', 'snils_or_inn:true']],
    [{ needsNumber: true }, ['snils_or_inn:true']],
    [{ study: { ...study, gradeLevel: 10 } }, ['study_profile:false']],
    [{ study: { ...study, gradeLevel: 10, profile: 'гуманитарный' } }, []],
    [{ study: { ...study, gradeLevel: 11, profilesNamed: false } }, []],
  ])('%j misses %j', (known, missing) => expect(fields(known)).toEqual(missing));
});
