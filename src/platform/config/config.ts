import { join, resolve } from 'node:path';
import { readKeys, type Keys } from './keys.js';
import { readSettings, type SettingValues } from './settings.js';

/** The program's configuration: read and checked once at boot, all problems named together. */
export class Config {
  private loadedKeys: Keys | null = null;

  /** @param logTo file descriptor: a command whose answer is its standard output (1) logs to standard error (2) */
  constructor(readonly settings: SettingValues, readonly logTo: 1 | 2 = 1) {}

  static fromEnv(env: Readonly<Record<string, string | undefined>> = process.env, logTo: 1 | 2 = 1): Config {
    return new Config(readSettings(env), logTo);
  }

  get isProduction(): boolean {
    return this.settings.NODE_ENV === 'production';
  }

  get dataDir(): string {
    return resolve(this.settings.DATA_DIR);
  }

  /** Where people reach the program. */
  get publicUrl(): string {
    return this.settings.PUBLIC_URL ?? `http://${this.settings.HOST}:${this.settings.PORT}`;
  }

  /** @throws Error when the program was started without a database; the launcher starts one and says where */
  get databaseUrl(): string {
    if (this.settings.DATABASE_URL === null) throw new Error('DATABASE_URL is not set; `npm start` starts an embedded PostgreSQL');
    return this.settings.DATABASE_URL;
  }

  get keysFile(): string {
    return this.settings.KEYS_FILE ?? join(this.dataDir, 'keys.json');
  }

  get keys(): Keys {
    this.loadedKeys ??= readKeys(this.keysFile);
    return this.loadedKeys;
  }
}
