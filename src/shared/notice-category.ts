/** Categories people choose by (NO-1, NO-3). */
export const NOTICE_CATEGORIES = [
  'mark', 'final_mark', 'remark', 'absence', 'homework', 'schedule', 'meeting', 'consultation', 'portfolio', 'document',
  'request_status', 'announcement', 'message', 'security', 'system',
] as const;
export type NoticeCategory = (typeof NOTICE_CATEGORIES)[number];
