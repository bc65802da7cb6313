import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';

/** The list of known weak passwords of @zxcvbn-ts, about 50,000. Read when the first password is set: most processes never need it. */
@Injectable()
export class WeakPasswords {
  private list: ReadonlySet<string> | null = null;

  has(form: string): boolean {
    this.list ??= read();
    return this.list.has(form);
  }
}

function read(): ReadonlySet<string> {
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as { dictionary: { 'passwords-common': string[] } };
  return new Set(dictionary['passwords-common']);
}
