import { Injectable } from '@nestjs/common';
import type { NoticeType } from './notice.js';

/**
 * What modules tell people about. A module registers beside its events, at module init; notifications knows none of
 * them by name (architecture, The map).
 */
@Injectable()
export class Notices {
  private readonly types = new Map<string, NoticeType<object>>();

  register<P extends object>(notice: NoticeType<P>): void {
    if (this.types.has(notice.type)) throw new Error(`Notice type ${notice.type} is registered twice`);
    this.types.set(notice.type, notice as unknown as NoticeType<object>);
  }

  get(type: string): NoticeType<object> | null {
    return this.types.get(type) ?? null;
  }

  /** Every registered type; complete once all modules have been initialised. */
  all(): readonly NoticeType<object>[] {
    return [...this.types.values()];
  }
}
