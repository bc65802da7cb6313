import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';

/** Where a sealed value lives. It is bound to this place: moved to another row or column it does not open (SE-3). */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** The row's id. */
  readonly row: string;
}

/** AES-256-GCM envelope: `v1.<key id>.<nonce>.<tag>.<ciphertext>`, all base64url; the place is the associated data. */
@Injectable()
export class Envelope {
  constructor(private readonly config: Config) {}

  seal(plain: string, place: Place): string {
    const { current, byId } = this.config.keys.encryption;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', byId.get(current)!, nonce);
    cipher.setAAD(associated(place));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return ['v1', current, nonce.toString('base64url'), cipher.getAuthTag().toString('base64url'), body.toString('base64url')].join('.');
  }

  /** @throws Error when the value was changed, belongs elsewhere, or its key is not in KEYS_FILE */
  open(sealed: string, place: Place): string {
    const [version, keyId, nonce, tag, body] = sealed.split('.');
    const key = this.config.keys.encryption.byId.get(keyId ?? '');
    if (version !== 'v1' || key === undefined || nonce === undefined || tag === undefined || body === undefined) {
      throw new Error(`A sealed value of ${place.table}.${place.column} cannot be opened: unknown form or key`);
    }
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
    decipher.setAAD(associated(place));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
  }
}

function associated({ table, column, row }: Place): Buffer {
  return Buffer.from(`${table}\0${column}\0${row}`);
}

/** HMAC-SHA-256 of a normalised value, so that equal values are found without being readable (SE-3). */
@Injectable()
export class BlindIndex {
  constructor(private readonly config: Config) {}

  /** @param kind what the value is (`snils`, `document`, …): equal values of different kinds have different indexes */
  of(kind: string, normalised: string): string {
    return createHmac('sha256', this.config.keys.blindIndex).update(`${kind}\0${normalised}`).digest('base64url');
  }
}
