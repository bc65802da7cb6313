/**
 * Ways to confirm whose an account is (ID-8): a portal's trust flag; a qualified electronic signature; a bank; a code by post;
 * school staff or a public service centre (МФЦ) in person; an operator by a scan, alone or with a video call.
 */
export const CONFIRMATION_METHODS = ['portal', 'signature', 'bank', 'post', 'school', 'mfc', 'scan', 'video'] as const;
export type ConfirmationMethod = (typeof CONFIRMATION_METHODS)[number];
