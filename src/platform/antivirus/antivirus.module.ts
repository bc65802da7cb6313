import { Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Antivirus, NoAntivirus } from './antivirus.js';
import { ClamdAntivirus } from './clamd.js';

/** The antivirus of `CLAMD_URL`; imported by the files module only. */
@Module({
  providers: [{
    provide: Antivirus, inject: [Config],
    useFactory: ({ settings: { CLAMD_URL, CLAMD_TIMEOUT_SECONDS } }: Config) =>
      (CLAMD_URL === null ? new NoAntivirus() : new ClamdAntivirus(CLAMD_URL, CLAMD_TIMEOUT_SECONDS * 1000)),
  }],
  exports: [Antivirus],
})
export class AntivirusModule {}
