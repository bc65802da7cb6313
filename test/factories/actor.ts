import type { Actor } from '../../src/shared/actor.js';
import { newId } from '../../src/shared/ids.js';

/** Somebody who acts, for module specs; over HTTP people sign in. */
export function makeActor(parts: Partial<Actor> = {}): Actor {
  return {
    personId: newId(), sessionId: newId(), assignmentId: newId(), role: 'guardian', schoolId: null, classId: null, regionCode: null,
    acr: 'password', requestId: newId(), ip: '192.0.2.1', ...parts,
  };
}
