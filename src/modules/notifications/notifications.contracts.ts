export interface FeedItem {
  readonly id: string;
  readonly createdAt: Date;
  readonly type: string;
  readonly category: string;
  readonly importance: string;
  readonly schoolId: string | null;
  readonly pupilId: string | null;
  readonly objectType: string;
  readonly objectId: string;
  readonly title: string;
  readonly body: string;
  readonly link: string | null;
  readonly occurredAt: Date;
  readonly readAt: Date | null;
  readonly archivedAt: Date | null;
}

export interface FeedFilter {
  readonly category?: string | undefined;
  readonly unread?: boolean | undefined;
  readonly archived: boolean;
  /** Calendar dates in the school's zone, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
