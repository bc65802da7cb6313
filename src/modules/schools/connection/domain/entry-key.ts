import { nameKey } from '../../../../shared/identifiers/index.js';

/** Words of ownership and of teaching that every school's full name has; they tell no school from another. */
const LEGAL = new Set((
  'муниципальное муниципальная муниципального государственное государственная государственного федеральное краевое областное республиканское частное негосударственное некоммерческая '
  + 'бюджетное бюджетного автономное автономного казенное казенного образовательное образовательного общеобразовательное общеобразовательного общеобразовательная общеобразовательной '
  + 'учреждение учреждения организация средняя средней основная основной общего образования мбоу маоу мкоу моу гбоу гаоу гкоу гоу фгбоу фгкоу чоу ноу оу сош оош сш ош'
).split(' '));

/** Kinds of school, as a name key has them, by the words and letters people write for them. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(школа|школы|сош|оош|сш|ош)$/, 'школа'], [/^(гимназия|гимназии)$/, 'гимназия'], [/^(лицей|лицея)$/, 'лицей'], [/^(интернат|интерната)$/, 'интернат'],
];

/**
 * What two spellings of a school's name have in common: «МБОУ СОШ № 12», «Средняя школа N12» and «Муниципальное бюджетное
 * общеобразовательное учреждение "Школа 12" г. Советска» are one. A name with a number is its kind and the number; without
 * one, its words that are not of law. Meant for schools of one settlement.
 */
export function schoolNameKey(name: string): string {
  const words = fold(name).replace(/(^| )(n|no)(?=\d)/g, '$1').split(' ').filter((word) => word !== '');
  const kind = KINDS.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
  const number = words.find((word) => /^\d+$/.test(word));
  if (number !== undefined) return `${kind ?? 'школа'} ${number.replace(/^0+(?=\d)/, '')}`;
  const telling = words.filter((word) => !LEGAL.has(word)).map((word) => KINDS.find(([pattern]) => pattern.test(word))?.[1] ?? word);
  return [...new Set(telling)].join(' ');
}

/** Kinds of street, as an address key has them. */
const STREETS: readonly (readonly [RegExp, string])[] = [
  [/(^| )(ул|улица)(?= |$)/, 'ул'], [/(^| )(пр кт|просп|проспект|пр)(?= |$)/, 'проспект'], [/(^| )(пер|переулок)(?= |$)/, 'переулок'], [/(^| )(пл|площадь)(?= |$)/, 'площадь'],
  [/(^| )(б р|бул|бульвар)(?= |$)/, 'бульвар'], [/(^| )(ш|шоссе)(?= |$)/, 'шоссе'], [/(^| )(наб|набережная)(?= |$)/, 'набережная'], [/(^| )(пр д|проезд)(?= |$)/, 'проезд'],
  [/(^| )(мкр|мкрн|микрорайон)(?= |$)/, 'микрорайон'], [/(^| )(туп|тупик)(?= |$)/, 'тупик'], [/(^| )(кв л|квартал)(?= |$)/, 'квартал'], [/(^| )аллея(?= |$)/, 'аллея'],
];
const STREET_WORDS = new Set(STREETS.map(([, word]) => word));
const HOUSE_WORDS = /^(д|дом|вл|владение|зд|здание)$/;
const HOUSE_PARTS: readonly (readonly [RegExp, string])[] = [[/^(корп|корпус)$/, 'к'], [/^строение$/, 'стр'], [/^литера$/, 'лит']];

/**
 * What two spellings of an address have in common within one settlement: «236000, г. Советск, Школьная улица, дом 1 корп. 2»
 * and «ул. Школьная, 1к2» are one, a street being a «улица» unless said. What stands before the street is the place; words of the street in alphabetical order, then
 * the house as it was written.
 */
export function addressKey(address: string): string {
  const segments = address.split(/[,;]/).map(addressWords).filter((segment) => segment.length > 0);
  const from = segments.findIndex((segment) => segment.some((word) => STREET_WORDS.has(word)));
  const told = (from === -1 ? segments : segments.slice(from)).flat().filter((word) => !HOUSE_WORDS.test(word));
  const at = told.findIndex((word, i) => /^\d/.test(word) && told.slice(0, i).some((before) => !STREET_WORDS.has(before)));
  const [street, house] = at === -1 ? [told, []] : [told.slice(0, at), told.slice(at)];
  return [...street.filter((word) => word !== 'ул').sort(), ...house.map((word) => HOUSE_PARTS.find(([pattern]) => pattern.test(word))?.[1] ?? word)].join(' ');
}

function addressWords(segment: string): string[] {
  const parted = fold(segment).replace(/\p{N}(?=\p{L})|\p{L}(?=\p{N})/gu, '$& ');
  const named = STREETS.reduce((text, [pattern, word]) => text.replace(pattern, `$1${word}`), parted);
  return named.split(' ').filter((word) => word !== '');
}

/** Letters and digits in one case, everything else a space. */
function fold(text: string): string {
  return nameKey(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
