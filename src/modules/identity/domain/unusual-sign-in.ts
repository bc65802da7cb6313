import { addressGroup } from './try-limits.js';

/** Unusual sign-ins with nobody coming in between that freeze an account, and how long they are remembered (ID-16). */
export const UNUSUAL_LIMIT = 3;
export const UNUSUAL_WINDOW_MS = 24 * 3600 * 1000;
/** Failures over different accounts from one address within the window that make the address suspect, and for how long. */
export const MANY_ACCOUNTS = 20;
export const MANY_ACCOUNTS_WINDOW_MS = 10 * 60 * 1000;
export const SUSPECT_MS = 3600 * 1000;

/** Faster than a plane between two places that are far enough apart for their positions to be told from each other. */
const FASTEST_KM_H = 1000;
const FAR_KM = 300;
const EARTH_KM = 6371;

/** A place on the earth, degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** The network an address belongs to as people know networks: /24, or /48 of IPv6, which a site has whole. */
export function networkOf(ip: string): string {
  const group = addressGroup(ip);
  if (!group.endsWith('::/64')) return `${group.split('.').slice(0, 3).join('.')}.0/24`;
  return `${group.slice(0, -'::/64'.length).split(':').slice(0, 3).join(':')}::/48`;
}

/** Nobody can have been at both places with so little time between. @param ms between the two sign-ins */
export function isImpossibleTravel(from: Place, to: Place, ms: number): boolean {
  const km = distance(from, to);
  return km > FAR_KM && km / (Math.max(ms, 1) / 3_600_000) > FASTEST_KM_H;
}

/** Great-circle distance, km. */
function distance(a: Place, b: Place): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const [dLat, dLon] = [rad(b.latitude - a.latitude), rad(b.longitude - a.longitude)];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}
