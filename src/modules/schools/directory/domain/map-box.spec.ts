import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mapBox } from './map-box.js';

const RADIANS = Math.PI / 180;

/** Where one is after so many kilometres in a direction. */
function walk(latitude: number, longitude: number, km: number, bearing: number): [number, number] {
  const [a, d] = [latitude * RADIANS, km / 6371];
  const north = Math.asin(Math.sin(a) * Math.cos(d) + Math.cos(a) * Math.sin(d) * Math.cos(bearing));
  const east = longitude * RADIANS + Math.atan2(Math.sin(bearing) * Math.sin(d) * Math.cos(a), Math.cos(d) - Math.sin(a) * Math.sin(north));
  return [north / RADIANS, ((east / RADIANS + 540) % 360) - 180];
}

describe('a box around a circle on the map', () => {
  it('holds every point of the circle', () => {
    fc.assert(fc.property(
      fc.double({ min: -85, max: 85, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 6.28, noNaN: true }),
      (latitude, longitude, radiusKm, bearing) => {
        const box = mapBox({ latitude, longitude, radiusKm });
        const [north, east] = walk(latitude, longitude, radiusKm, bearing);
        expect(north >= box.south && north <= box.north).toBe(true);
        expect(box.west === null || (east >= box.west && east <= box.east!)).toBe(true);
      },
    ));
  });

  it('is no wider than it has to be away from the poles, and takes any longitude across the 180th meridian', () => {
    const moscow = mapBox({ latitude: 55.75, longitude: 37.62, radiusKm: 10 });
    expect(moscow.north - moscow.south).toBeCloseTo(0.18, 2);
    expect(moscow.east! - moscow.west!).toBeCloseTo(0.32, 2);
    expect(mapBox({ latitude: 66, longitude: 179.9, radiusKm: 100 })).toMatchObject({ west: null, east: null });
  });
});
