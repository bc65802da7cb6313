import { describe, expect, test } from '@jest/globals';
import { parseClassName } from './class-name.js';

describe('class names', () => {
  test.each([
    ['5А', 5, 'А'], ['5 «а»', 5, 'А'], ['5-A', 5, 'А'], ['10"Б"', 10, 'Б'], ['11', 11, ''], ['5 А класс', 5, 'А'], ['9 МИ', 9, 'МИ'],
    ['10 А1', 10, 'А1'], ['1 Ё', 1, 'Ё'], ['5B', 5, 'В'], ['7 кл.', 7, ''],
  ])('%j is grade %d and letter %j', (typed, gradeLevel, letter) => {
    expect(parseClassName(typed)).toEqual({ gradeLevel, letter });
  });

  test.each(['', 'А', '0А', '12', '12А', '5D', '5АБВГД', '55'])('%j is none', (typed) => {
    expect(parseClassName(typed)).toBeNull();
  });
});
