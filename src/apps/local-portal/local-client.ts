/** What the demo's portal knows the cabinet by, and the cabinet it. */
export const LOCAL_CLIENT = 'school-cabinet';
export const LOCAL_PROVIDER = 'local';
/** The same citizens as clients of a bank, which says who somebody is (ID-8). */
export const LOCAL_BANK = 'local-bank';
