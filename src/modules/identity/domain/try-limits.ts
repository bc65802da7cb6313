/** Limits of wrong passwords and codes (ID-9). */
export const TRIES = 5;
export const LOCK_MS = 30 * 60 * 1000;
/** A run of wrong tries is forgotten this long after the last of them. */
export const FORGET_MS = 24 * 3600 * 1000;
/** Wrong tries from one address in one window. A school is one address to us, so it is not five. */
export const ADDRESS_TRIES = 100;
export const ADDRESS_WINDOW_MS = 10 * 60 * 1000;

export { addressGroup } from '../../../shared/address-group.js';
