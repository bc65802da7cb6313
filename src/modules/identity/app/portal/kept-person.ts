import type { NormalizedIdentity } from './identity-provider.js';

/** Who came, as it is kept sealed under a ticket. */
export interface KeptPerson {
  readonly identity: NormalizedIdentity;
  /** The sign-in at the portal counts as a second factor. */
  readonly strong: boolean;
}

/** As text and back: an instant has to be made one again. */
export const keptPerson = {
  write: (person: KeptPerson): string => JSON.stringify(person),
  read: (content: string): KeptPerson => {
    const { identity, strong } = JSON.parse(content) as { identity: Omit<NormalizedIdentity, 'authTime'> & { authTime: string | null }; strong: boolean };
    return { strong, identity: { ...identity, authTime: identity.authTime === null ? null : new Date(identity.authTime) } };
  },
};
