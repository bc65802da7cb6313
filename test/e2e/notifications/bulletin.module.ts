import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { Db } from '../../../src/platform/database/index.js';
import { type NoticeAudience, type NoticeCategory, Notices } from '../../../src/platform/notices/index.js';
import { defineEvent, Outbox } from '../../../src/platform/outbox/index.js';
import { newId } from '../../../src/shared/ids.js';

export interface Bulletin {
  readonly id: string;
  readonly to: NoticeAudience;
  readonly category: Extract<NoticeCategory, 'announcement' | 'absence' | 'security'>;
}

const POSTED = defineEvent<Bulletin>('test.bulletin_posted');

/** A module that tells people things, as modules do; what it says can be taken back. */
@Injectable()
export class Bulletins implements OnModuleInit {
  /** Bulletins that are no longer so. */
  readonly withdrawn = new Set<string>();
  /** What happens once it has been decided whom to tell, before anything leaves. */
  private readonly meanwhile = new Map<string, () => Promise<void>>();

  constructor(private readonly notices: Notices, private readonly outbox: Outbox, private readonly db: Db) {}

  onModuleInit(): void {
    for (const category of ['announcement', 'absence', 'security'] as const) {
      this.notices.register({
        event: POSTED, type: `test.${category}`, category, importance: 'normal',
        audience: async ({ payload }) => (payload.category === category
          ? [{ key: payload.id, to: payload.to, object: { type: 'test.bulletin', id: payload.id } }]
          : []),
        stillTrue: async ({ subject }) => !this.withdrawn.has(subject.key),
        text: async ({ subject: { key } }, locale) => {
          await this.meanwhile.get(key)?.();
          this.meanwhile.delete(key);
          return {
            title: locale === 'ru' ? 'Объявление: «ёж»' : 'Bulletin', body: `№ ${key}`, sms: `Bulletin ${key.slice(-6)}`, link: `/api/v1/bulletins/${key}`,
          };
        },
      });
    }
  }

  async post(
    to: NoticeAudience, category: Bulletin['category'] = 'announcement', schoolId: string | null = null, meanwhile?: (id: string) => Promise<void>,
  ): Promise<{ id: string; eventId: string }> {
    const id = newId();
    if (meanwhile !== undefined) this.meanwhile.set(id, () => meanwhile(id));
    const eventId = await this.db.transaction(() => this.outbox.publish(POSTED, { id, to, category }, { schoolId }));
    return { id, eventId };
  }
}

@Module({ providers: [Bulletins], exports: [Bulletins] })
export class BulletinModule {}
