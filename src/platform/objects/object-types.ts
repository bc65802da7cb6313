import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';

export interface ObjectType {
  /** May this actor see the object? False as well when there is no such object. */
  canSee(actor: Actor, id: string): Promise<boolean>;
  /** The words people know the object by, in the reader's language; null when it is gone. */
  label(id: string, locale: 'ru' | 'en'): Promise<string | null>;
}

/** Who may see an object of a type, asked of the type's owner by files, messages, notices and links. */
@Injectable()
export class ObjectTypes implements OnApplicationBootstrap {
  private readonly types = new Map<string, ObjectType>();
  private readonly relied = new Set<string>();

  /** Called by the owner at module init. @param type `module.object`, e.g. `enrollment.request` */
  register(type: string, owner: ObjectType): void {
    if (this.types.has(type)) throw new Error(`Object type ${type} is registered twice`);
    this.types.set(type, owner);
  }

  /** Says at module init that somebody will name this type; boot fails if nobody owns it. */
  rely(type: string): void {
    this.relied.add(type);
  }

  isKnown(type: string): boolean {
    return this.types.has(type);
  }

  /** @throws Error for a type nobody registered: types are named in code, never by a user */
  canSee(actor: Actor, type: string, id: string): Promise<boolean> {
    return this.of(type).canSee(actor, id);
  }

  label(type: string, id: string, locale: 'ru' | 'en'): Promise<string | null> {
    return this.of(type).label(id, locale);
  }

  onApplicationBootstrap(): void {
    const unknown = [...this.relied].filter((type) => !this.types.has(type));
    if (unknown.length > 0) throw new Error(`Object types nobody registered: ${unknown.join(', ')}`);
  }

  private of(type: string): ObjectType {
    const owner = this.types.get(type);
    if (owner === undefined) throw new Error(`Object type ${type} is not registered`);
    return owner;
  }
}
