import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../../platform/crypto/index.js';
import { newCode, parseCode, tagOf, type TypedCode } from '../../domain/linking-code.js';

/** Makes codes of a pupil: their beginning is the pupil's own, and tells nothing without the keys. */
@Injectable()
export class CodeMaker {
  constructor(private readonly blind: BlindIndex) {}

  make(schoolId: string, pupilId: string): TypedCode {
    const digest = (kind: string, id: string) => Buffer.from(this.blind.of(kind, id), 'base64url');
    const tag = tagOf({ school: digest('family.code_school', schoolId), pupil: digest('family.code_pupil', pupilId) });
    return parseCode(newCode(tag, randomInt))!;
  }
}
