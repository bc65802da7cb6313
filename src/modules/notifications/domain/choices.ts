import { NOTICE_CATEGORIES, type NoticeCategory } from '../../../shared/notice-category.js';

export const CHANNELS = ['in_app', 'email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Choice {
  readonly category: NoticeCategory;
  readonly channel: Channel;
  readonly enabled: boolean;
}

/**
 * Until somebody chooses (NO-3): everything in the app; by e-mail what a family acts on; by SMS an absence only, which
 * cannot wait (AT-3). Each of them can be turned off, save the locked ones.
 */
const BY_DEFAULT: Readonly<Record<Channel, ReadonlySet<NoticeCategory>>> = {
  in_app: new Set(NOTICE_CATEGORIES),
  email: new Set<NoticeCategory>([
    'mark', 'final_mark', 'remark', 'absence', 'meeting', 'consultation', 'document', 'request_status', 'announcement', 'security',
  ]),
  sms: new Set<NoticeCategory>(['absence']),
};

export function isLocked({ category, channel }: Omit<Choice, 'enabled'>): boolean {
  // Security notices cannot be turned off altogether: the feed keeps them.
  return category === 'security' && channel === 'in_app';
}

export function defaultChoice(category: NoticeCategory, channel: Channel): boolean {
  return BY_DEFAULT[channel].has(category);
}

/** Every category and channel, with the person's choices over the defaults. */
export function allChoices(chosen: readonly Choice[]): Choice[] {
  return NOTICE_CATEGORIES.flatMap((category) => CHANNELS.map((channel) => {
    const own = chosen.find((c) => c.category === category && c.channel === channel);
    const enabled = isLocked({ category, channel }) || (own?.enabled ?? defaultChoice(category, channel));
    return { category, channel, enabled };
  }));
}
