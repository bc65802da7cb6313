import { describe, expect, it } from '@jest/globals';
import { whereFamiliesGo, whereToGo } from './where-to-go.js';

const region = { connection: 'connected', plannedOn: null, portalUrl: null } as const;

describe('where a family of a school or region not connected goes (SC-1)', () => {
  it('is said where something is not connected, and nowhere else', () => {
    expect(whereFamiliesGo(region)).toBeNull();
    for (const status of ['trial', 'active', 'suspended', 'closed'] as const) expect(whereToGo(status, region)).toBeNull();
    expect(whereToGo('listed', region)?.ru).toContain('Школа пока не подключена');
  });

  it('names the day and the portal where they are known', () => {
    expect(whereFamiliesGo({ connection: 'planned', plannedOn: '2027-09-01', portalUrl: 'https://edu.example.org' })).toEqual({
      ru: 'Регион будет подключён 01.09.2027. До этого пользуйтесь порталом региона: https://edu.example.org',
      en: 'The region will be connected on 2027-09-01. Until then use the portal of the region: https://edu.example.org',
    });
    expect(whereToGo('listed', { ...region, connection: 'not_connected' })?.en).toBe('The region is not connected yet. Use the journal your school tells you of.');
  });
});
