import { describe, expect, it } from '@jest/globals';
import { readSettlements, zoneFor } from './settlement-sheet.js';

const on = new Date('2026-11-22T00:00:00Z');
const regions = [
  { code: '14', name: 'Республика Саха (Якутия)', zone: 'Asia/Yakutsk' }, { code: '50', name: 'Московская область', zone: 'Europe/Moscow' }, { code: '77', name: 'Москва', zone: 'Europe/Moscow' },
];
const HEADING = ['address', 'city', 'settlement', 'kladr_id', 'fias_id', 'timezone', 'geo_lat', 'geo_lon', 'population', 'city_type', 'settlement_type'];
const fias = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const read = (...rows: string[][]) => readSettlements([HEADING, ...rows].map((cells, i) => ({ line: i + 1, cells })), regions, on);

describe('zoneFor', () => {
  it('takes the zone of the region where the offset is its own, and one of that offset elsewhere', () => {
    expect(zoneFor('UTC+9', 'Asia/Yakutsk', on)).toBe('Asia/Yakutsk');
    expect(zoneFor('UTC+10', 'Asia/Yakutsk', on)).toBe('Asia/Vladivostok');
    expect(zoneFor('UTC+11', 'Asia/Yakutsk', on)).toBe('Asia/Srednekolymsk');
    expect(zoneFor('UTC+3', 'Europe/Simferopol', on)).toBe('Europe/Simferopol');
    expect(zoneFor('UTC+5', 'Asia/Barnaul', on)).toBe('Asia/Yekaterinburg');
    for (const wrong of ['UTC+1', 'Europe/Moscow', '', 'UTC+99']) expect(zoneFor(wrong, 'Europe/Moscow', on)).toBeNull();
  });
});

describe('readSettlements', () => {
  it('finds the name of a city that is a region, of a district town and of a town within a town', () => {
    const { settlements, errors } = read(
      ['г Москва', '', '', '7700000000000', fias(1), 'UTC+3', '55.75', '37.62', '11514330', '', ''],
      ['Московская обл, г Истра', '', '', '5004600000000', fias(2), 'UTC+3', '55.9', '36.8', '', '', ''],
      ['Респ Саха, г Верхний, г Нижний', 'Верхний', 'Нижний', '1400000000000', fias(3), 'UTC+10', '67.5', '133.4', '1000', 'г', 'г'],
    );
    expect(errors).toEqual([]);
    expect(settlements.map((s) => [s.name, s.area, s.zone, s.population])).toEqual([
      ['Москва', null, 'Europe/Moscow', 11514330], ['Истра', null, 'Europe/Moscow', null], ['Нижний', 'Верхний', 'Asia/Vladivostok', 1000],
    ]);
  });

  it('names every wrong cell by line and column', () => {
    const { settlements, errors } = read(
      ['', '', '', '9900000000000', 'x', 'UTC+3', '95', '', '-1', '', ''],
      ['г Москва', 'Москва', '', '77', fias(1), 'UTC+20', '55', '37', '', '', ''],
      ['г Москва', 'Москва', '', '77', fias(1), 'UTC+3', '55', '37', '', '', ''],
    );
    expect(settlements).toEqual([]);
    expect(errors.map((e) => [e.line, e.column, e.code])).toEqual([
      [2, 'kladr_id', 'directory_import.region_unknown'], [2, 'fias_id', 'directory_import.fias_id'], [2, 'address', 'directory_import.no_name'],
      [2, 'geo_lat', 'directory_import.coordinate'], [2, 'geo_lon', 'directory_import.coordinate'], [2, 'population', 'directory_import.population'],
      [3, 'timezone', 'directory_import.zone'], [4, 'fias_id', 'imports.duplicate'],
    ]);
    expect(readSettlements([{ line: 1, cells: ['address', 'city'] }], regions, on).errors[0]).toEqual({ line: 1, column: 'settlement', code: 'imports.column_missing' });
    expect(readSettlements([], regions, on).errors[0]).toMatchObject({ code: 'imports.empty' });
  });
});
