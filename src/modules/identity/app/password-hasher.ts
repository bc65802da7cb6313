import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';

const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** argon2id, 19 MiB and two passes (ID-3, OWASP), on threads of libuv's pool: the event loop stays free. */
@Injectable()
export class PasswordHasher implements OnModuleInit {
  private dummy = '';

  /** The hash unknown identifiers are checked against is made at boot: its time must not show at the first try. */
  async onModuleInit(): Promise<void> {
    this.dummy = await this.hash('nobody has this password');
  }

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), COST);
  }

  /** Takes as long without a hash: no time tells whether an account exists (ID-9). */
  async matches(password: string, stored: string | null): Promise<boolean> {
    const right = await verify(stored ?? this.dummy, password.normalize('NFKC'));
    return right && stored !== null;
  }
}
