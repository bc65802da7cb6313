import { Injectable } from '@nestjs/common';
import { DiaryAccess } from './diary-access.kind.js';
import type { RequestKind } from './kind.js';

/** Every kind of request. Another one is its class, a parameter here, and a provider of the module. */
@Injectable()
export class Kinds {
  private readonly byCode: ReadonlyMap<string, RequestKind>;

  constructor(diaryAccess: DiaryAccess) {
    const all: readonly RequestKind[] = [diaryAccess];
    this.byCode = new Map(all.map((kind) => [kind.code, kind]));
  }

  /** @throws Error for a kind nobody declared: the shape of the body was checked, and rows have no other */
  of(code: string): RequestKind {
    const kind = this.byCode.get(code);
    if (kind === undefined) throw new Error(`Kind of request ${code} is not declared`);
    return kind;
  }
}
