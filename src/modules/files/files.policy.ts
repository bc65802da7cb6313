import { Injectable } from '@nestjs/common';
import { ObjectTypes } from '../../platform/objects/index.js';
import type { Actor } from '../../shared/actor.js';
import type { FileDescription } from './files.contracts.js';

/** Who may read a file: its uploader until it is attached, then whoever may see the object it belongs to (SE-6). */
@Injectable()
export class FilesPolicy {
  constructor(private readonly objects: ObjectTypes) {}

  async mayRead(actor: Actor, file: FileDescription): Promise<boolean> {
    if (file.attachedTo === null) return file.uploadedBy === actor.personId;
    return this.objects.canSee(actor, file.attachedTo.objectType, file.attachedTo.objectId);
  }
}
