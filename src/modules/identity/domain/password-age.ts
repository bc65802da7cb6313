const DAY_MS = 24 * 3600 * 1000;

/** How the installation treats old passwords (ID-3). */
export interface AgeSettings {
  readonly PASSWORD_POLICY: 'strict' | 'nist';
  /** 0: no age. */
  readonly PASSWORD_DAYS: number;
  readonly PASSWORD_FORCE_CHANGE: boolean;
}

/** Passwords set before this instant are old; null where the policy knows no age (`nist`). */
export function oldBefore({ PASSWORD_POLICY, PASSWORD_DAYS }: AgeSettings, now: Date): Date | null {
  return PASSWORD_POLICY === 'strict' && PASSWORD_DAYS > 0 ? new Date(now.getTime() - PASSWORD_DAYS * DAY_MS) : null;
}

/** Passwords set before this instant must be changed before anything else works; null where the operator does not force it. */
export function forcedBefore(settings: AgeSettings, now: Date): Date | null {
  return settings.PASSWORD_FORCE_CHANGE ? oldBefore(settings, now) : null;
}
