/** What the demo's portal knows the cabinet by, and the cabinet it. */
export const LOCAL_CLIENT = 'school-cabinet';
export const LOCAL_PROVIDER = 'local';
