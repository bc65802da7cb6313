import { addressKey, schoolNameKey } from './entry-key.js';

/** What a duplicate is looked for by, all at once; what is null is not looked at. */
export interface TwinQuestion {
  readonly inn: string | null;
  readonly okpo: string | null;
  readonly name: string | null;
  readonly address: string | null;
  /** Names and addresses are compared within it. */
  readonly settlementId: string | null;
}

/** A school of the directory that may be the one asked about. */
export interface SchoolTwin {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** A status of the directory. */
  readonly status: string;
  readonly matches: { readonly inn: boolean; readonly okpo: boolean; readonly name: boolean; readonly address: boolean };
  /** It is the same one: INN or OKPO agree, or name and address both. */
  readonly same: boolean;
}

/** A school of the directory as it is compared. */
export interface Known extends Pick<SchoolTwin, 'id' | 'name' | 'address' | 'status'> {
  readonly shortName: string;
  readonly inn: string | null;
  readonly okpo: string | null;
  readonly settlementId: string;
}

/** Schools that may be the one asked about, the surest first: by INN, OKPO, name and address at once (SC-3). */
export function findTwins(question: TwinQuestion, known: readonly Known[]): SchoolTwin[] {
  const [name, address] = [key(question.name, schoolNameKey), key(question.address, addressKey)];
  return known
    .map(({ inn, okpo, shortName, settlementId, ...school }): SchoolTwin => {
      const near = settlementId === question.settlementId;
      const matches = {
        inn: inn !== null && inn === question.inn,
        okpo: okpo !== null && okpo === question.okpo,
        name: near && name !== null && (schoolNameKey(school.name) === name || schoolNameKey(shortName) === name),
        address: near && address !== null && addressKey(school.address) === address,
      };
      const { id, status } = school;
      return { id, name: school.name, address: school.address, status, matches, same: matches.inn || matches.okpo || (matches.name && matches.address) };
    })
    .filter(({ matches }) => Object.values(matches).some(Boolean))
    .sort((a, b) => Number(b.same) - Number(a.same) || a.name.localeCompare(b.name, 'ru') || a.id.localeCompare(b.id));
}

/** Null when nothing tells: not asked, or of words no school is told by. */
function key(text: string | null, keyOf: (text: string) => string): string | null {
  return text === null ? null : keyOf(text) || null;
}
