import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';

/** Whom passkeys are made for (WebAuthn, 5.1.2): a domain, never an address, and the origins pages are served from. */
@Injectable()
export class RelyingParty {
  readonly name = 'School Cabinet';
  readonly id: string;
  readonly origins: string[];

  constructor({ settings, publicUrl }: Config) {
    const url = new URL(publicUrl);
    // Browsers make no passkeys for an IP address; the developer's machine is `localhost` to them.
    if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) url.hostname = 'localhost';
    this.id = settings.WEBAUTHN_RP_ID ?? url.hostname;
    const own = settings.WEBAUTHN_ORIGINS.split(',').map((origin) => origin.trim()).filter((origin) => origin !== '');
    this.origins = own.length > 0 ? own : [url.origin];
  }
}
