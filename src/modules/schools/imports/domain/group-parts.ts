import { parseClassName } from '../../roster/domain/class-name.js';
import { nameKey } from '../../../../shared/identifiers/index.js';

/** 0 and 0: the whole class. */
interface GroupPart { readonly classId: string; readonly division: number; readonly subgroup: number }
interface Numbered { readonly number: number; readonly name: string }

export interface PartClass {
  readonly id: string;
  readonly name: string;
  readonly divisions: readonly (Numbered & { readonly subgroups: readonly Numbered[] })[];
}

/**
 * What a teaching group is made of, as files write it: `5А`, `5А+5Б`, `5А/1` (a subgroup of the only division),
 * `5А/Иностранный язык/2` (division and subgroup by number or name). A code when it cannot be read.
 */
export function parseParts(typed: string, classes: ReadonlyMap<string, PartClass>): GroupPart[] | { readonly code: string } {
  const parts: GroupPart[] = [];
  for (const text of typed.split(/[+,]/)) {
    const [className = '', ...path] = text.split('/').map((piece) => piece.trim());
    const parsed = parseClassName(className);
    if (parsed === null || path.length > 2) return { code: 'imports.group_parts' };
    const found = classes.get(`${parsed.gradeLevel}${parsed.letter}`);
    if (found === undefined) return { code: 'imports.class_unknown' };
    const part = path.length === 0 ? { classId: found.id, division: 0, subgroup: 0 } : subgroupOf(found, path);
    if (part === null) return { code: 'schools.subgroup_unknown' };
    if (parts.some((other) => other.classId === part.classId && other.division === part.division && other.subgroup === part.subgroup)) return { code: 'schools.part_twice' };
    parts.push(part);
  }
  return parts;
}

/** The same spelled: read again it gives the same parts. */
export function partsText(parts: readonly GroupPart[], classes: ReadonlyMap<string, PartClass>): string {
  return parts.map(({ classId, division, subgroup }) => {
    const { name, divisions } = classes.get(classId)!;
    if (division === 0) return name;
    return divisions.length === 1 ? `${name}/${subgroup}` : `${name}/${division}/${subgroup}`;
  }).join('+');
}

function subgroupOf({ id, divisions }: PartClass, path: readonly string[]): GroupPart | null {
  const is = (typed: string) => ({ number, name }: Numbered) => String(number) === typed || nameKey(name) === nameKey(typed);
  const division = path.length === 1 ? (divisions.length === 1 ? divisions[0] : undefined) : divisions.find(is(path[0]!));
  const subgroup = division?.subgroups.find(is(path.at(-1)!));
  return division === undefined || subgroup === undefined ? null : { classId: id, division: division.number, subgroup: subgroup.number };
}
