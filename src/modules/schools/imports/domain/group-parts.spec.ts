import { describe, expect, it, test } from '@jest/globals';
import { parseParts, type PartClass, partsText } from './group-parts.js';

const language = { number: 1, name: 'Иностранный язык', subgroups: [{ number: 1, name: 'Английский' }, { number: 2, name: 'Немецкий' }] };
const labour = { number: 3, name: 'Труд', subgroups: [{ number: 1, name: 'Мальчики' }] };
const classes: PartClass[] = [{ id: 'a', name: '5А', divisions: [language] }, { id: 'b', name: '5Б', divisions: [language, labour] }];
const byName = new Map(classes.map((c) => [c.name, c]));
const byId = new Map(classes.map((c) => [c.id, c]));

describe('what a teaching group is made of', () => {
  test.each([
    ['5a', [['a', 0, 0]]], ['5А + 5 «Б»', [['a', 0, 0], ['b', 0, 0]]], ['5А/2', [['a', 1, 2]]], ['5А/немецкий, 5Б/Труд/1', [['a', 1, 2], ['b', 3, 1]]], ['5Б/3/мальчики', [['b', 3, 1]]],
  ])('reads %s, and its own spelling of it', (typed, wanted) => {
    const parts = parseParts(typed, byName);
    if ('code' in parts) throw new Error(parts.code);
    expect(parts.map(({ classId, division, subgroup }) => [classId, division, subgroup])).toEqual(wanted);
    expect(parseParts(partsText(parts, byId), byName)).toEqual(parts);
  });

  it('says what it cannot read', () => {
    const code = (typed: string) => (parseParts(typed, byName) as { code?: string }).code;
    expect([code('все'), code('6А'), code('5А/3'), code('5Б/1'), code('5Б/Труд/2'), code('5А+5а'), code('5А/1/2/3')]).toEqual([
      'imports.group_parts', 'imports.class_unknown', 'schools.subgroup_unknown', 'schools.subgroup_unknown', 'schools.subgroup_unknown', 'schools.part_twice', 'imports.group_parts',
    ]);
  });
});
