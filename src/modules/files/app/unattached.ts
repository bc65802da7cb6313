/** Due kind: an unattached file vanishes. The key is the file's id. */
export const EXPIRE = 'files.expire';

/** How long an unattached file stays (api.md, Uploads). */
export const UNATTACHED_MS = 24 * 3600 * 1000;
