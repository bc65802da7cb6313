import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { IMPORT_KINDS, type ImportKind, ImportKinds } from '../kinds/kinds.js';

/** Which kinds of files somebody has to do with: each kind names the right it needs (SC-6, SC-12). */
@Injectable()
export class FileRights {
  constructor(private readonly kinds: ImportKinds, private readonly access: SchoolAccess) {}

  /** @throws DomainError `auth.forbidden` for files of a kind that is not theirs */
  async require(actor: Actor, kind: ImportKind): Promise<void> {
    if (!(await this.access.allows(actor, this.kinds.of(kind).right))) throw new DomainError('auth.forbidden');
  }

  /** At least one. @throws DomainError `auth.forbidden` for somebody who has to do with none */
  async kindsOf(actor: Actor): Promise<ImportKind[]> {
    const theirs: ImportKind[] = [];
    for (const kind of IMPORT_KINDS) if (await this.access.allows(actor, this.kinds.of(kind).right)) theirs.push(kind);
    if (theirs.length === 0) throw new DomainError('auth.forbidden');
    return theirs;
  }
}
