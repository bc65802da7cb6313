import type { NoticeCategory } from '../../shared/notice-category.js';
import type { Delivered, EventType } from '../outbox/index.js';

export const IMPORTANCES = ['low', 'normal', 'high'] as const;
export type Importance = (typeof IMPORTANCES)[number];

export type Locale = 'ru' | 'en';

/** To whom: named people, or the family of a pupil, which notifications finds itself in SQL (guardians who may view now). */
export type NoticeAudience =
  | { readonly people: readonly string[] }
  | { readonly pupilId: string; readonly who: 'guardians' | 'pupil' | 'family' };

/** One thing to tell about an event: a mark of one pupil, a step of one request. Ids and facts only, no names or texts. */
export interface NoticeSubject {
  /** Tells subjects of one event apart; a person gets one notice for each. */
  readonly key: string;
  readonly to: NoticeAudience;
  /** What the notice links to; the type is registered with `ObjectTypes`. */
  readonly object: { readonly type: string; readonly id: string };
  /** What `stillTrue` and `text` need to find the present state. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

/** A subject as it is asked about at the moment of sending, for one reader. */
export interface NoticeQuestion {
  readonly subject: NoticeSubject;
  readonly schoolId: string | null;
  readonly occurredAt: Date;
  readonly personId: string;
}

/** The words of a notice, made from the present state. */
export interface NoticeText {
  /** Subject line and title in the feed. */
  readonly title: string;
  readonly body: string;
  /** For SMS, at most 70 characters so that it is one part in UCS-2; without it no SMS is sent. */
  readonly sms?: string;
  /** Where the record is read, a path of the API such as `/api/v1/enrollment-requests/…`. */
  readonly link?: string;
}

/** A kind of notice, registered by the module that owns the event. */
export interface NoticeType<P extends object> {
  readonly event: EventType<P>;
  /** Stable, `module.what`; shown to clients. */
  readonly type: string;
  readonly category: NoticeCategory;
  readonly importance: Importance;
  /**
   * `gathered`: by e-mail it is told together with others of its kind, in one letter a working morning at most; in the app at
   * once all the same. For what an office gets many of. Usually each has an e-mail of its own.
   */
  readonly mail?: 'gathered';
  /** What to tell, and whom. Runs once per event, in the worker. */
  audience(event: Delivered<P>): Promise<readonly NoticeSubject[]>;
  /**
   * Asked again right before anything leaves the system: is it still so, and may this person still know it?
   * A mark taken back, a request withdrawn, a link ended answer false.
   */
  stillTrue(question: NoticeQuestion): Promise<boolean>;
  /** The words, from the present state; null when there is nothing to say any more. */
  text(question: NoticeQuestion, locale: Locale): Promise<NoticeText | null>;
}
