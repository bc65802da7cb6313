import { DateTime } from 'luxon';
import type { ImportError } from '../../imports/domain/import-error.js';

export interface RegionFacts { readonly code: string; readonly name: string; readonly zone: string }

/** A settlement as the file has it. */
export interface SettlementRow {
  readonly line: number;
  readonly regionCode: string;
  readonly fiasId: string;
  readonly name: string;
  /** The greater town or district it belongs to. */
  readonly area: string | null;
  readonly kind: 'city' | 'town' | 'village' | 'other';
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number | null;
}

interface Line { readonly line: number; readonly cells: readonly string[] }

const NEEDED = ['address', 'city', 'settlement', 'kladr_id', 'fias_id', 'timezone', 'geo_lat', 'geo_lon'] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KINDS: Readonly<Record<string, SettlementRow['kind']>> = { г: 'city', пгт: 'town', рп: 'town', п: 'town', с: 'village', д: 'village', ст: 'village', 'ст-ца': 'village', х: 'village', аул: 'village' };

/**
 * Zones by their offset where a settlement keeps another time than its region's capital: Yakutia has three (SC-1). "UTC+10"
 * alone names no zone, so the region's own is taken first.
 */
const ZONES_BY_OFFSET: Readonly<Record<number, string>> = {
  2: 'Europe/Kaliningrad', 3: 'Europe/Moscow', 4: 'Europe/Samara', 5: 'Asia/Yekaterinburg', 6: 'Asia/Omsk', 7: 'Asia/Krasnoyarsk', 8: 'Asia/Irkutsk',
  9: 'Asia/Yakutsk', 10: 'Asia/Vladivostok', 11: 'Asia/Srednekolymsk', 12: 'Asia/Kamchatka',
};

/** An IANA zone for `UTC+N` in a region; null when no Russian zone has that offset on the day. */
export function zoneFor(utc: string, regionZone: string, on: Date): string | null {
  const hours = Number(/^UTC([+-]\d{1,2})$/.exec(utc)?.[1]);
  if (!Number.isInteger(hours)) return null;
  const keeps = (zone: string): boolean => DateTime.fromJSDate(on, { zone }).offset === hours * 60;
  if (keeps(regionZone)) return regionZone;
  const zone = ZONES_BY_OFFSET[hours];
  return zone !== undefined && keeps(zone) ? zone : null;
}

/**
 * Rows of a list of cities by its headings. A city that is a region of its own has an empty `city`, and so have district
 * towns: the name is then the last part of the address.
 */
export function readSettlements(lines: readonly Line[], regions: readonly RegionFacts[], on: Date): { settlements: SettlementRow[]; errors: ImportError[] } {
  const [heading, ...rows] = lines;
  if (heading === undefined) return { settlements: [], errors: [{ line: 1, column: null, code: 'imports.empty' }] };
  const missing = NEEDED.filter((column) => !heading.cells.includes(column));
  if (missing.length > 0) return { settlements: [], errors: missing.map((column) => ({ line: heading.line, column, code: 'imports.column_missing' })) };

  const byCode = new Map(regions.map((region) => [region.code, region]));
  const seen = new Map<string, number>();
  const settlements: SettlementRow[] = [];
  const errors: ImportError[] = [];
  for (const { line, cells } of rows) {
    const cell = (column: string): string => cells[heading.cells.indexOf(column)] ?? '';
    const wrong = (column: string, code: string, params?: Record<string, unknown>): void => { errors.push({ line, column, code, params }); };
    const before = errors.length;
    const region = byCode.get(cell('kladr_id').slice(0, 2));
    if (region === undefined) wrong('kladr_id', 'directory_import.region_unknown');
    const fiasId = cell('fias_id').toLowerCase();
    if (!UUID.test(fiasId)) wrong('fias_id', 'directory_import.fias_id');
    else if (seen.has(fiasId)) wrong('fias_id', 'imports.duplicate', { first: seen.get(fiasId) });
    else seen.set(fiasId, line);
    const name = cell('settlement') || cell('city') || lastPart(cell('address'));
    if (name === '') wrong('address', 'directory_import.no_name');
    const zone = region === undefined ? null : zoneFor(cell('timezone'), region.zone, on);
    if (region !== undefined && zone === null) wrong('timezone', 'directory_import.zone');
    const latitude = coordinate(cell('geo_lat'), 90);
    const longitude = coordinate(cell('geo_lon'), 180);
    if (latitude === null) wrong('geo_lat', 'directory_import.coordinate');
    if (longitude === null) wrong('geo_lon', 'directory_import.coordinate');
    const population = cell('population') === '' ? null : Number(cell('population'));
    if (population !== null && (!Number.isInteger(population) || population < 0)) wrong('population', 'directory_import.population');
    if (errors.length > before) continue;
    const type = cell('settlement') === '' ? cell('city_type') || 'г' : cell('settlement_type') || 'г';
    settlements.push({
      line, regionCode: region!.code, fiasId, name, zone: zone!, latitude: latitude!, longitude: longitude!, population,
      area: (cell('settlement') !== '' ? cell('city') : '') || cell('area') || null, kind: KINDS[type] ?? 'other',
    });
  }
  return { settlements, errors };
}

/** `Московская обл, г Истра` → `Истра`. */
function lastPart(address: string): string {
  return (address.split(',').at(-1) ?? '').trim().replace(/^г\s+/, '');
}

function coordinate(text: string, most: number): number | null {
  const value = text === '' ? Number.NaN : Number(text);
  return Math.abs(value) <= most ? value : null;
}
