import { Duration } from 'luxon';
import { CONFIRMATION_METHODS } from '../../shared/confirmation-method.js';
import { type ProviderSettings, readProviders } from './identity-providers.js';

/** One environment variable: how it is read, what it means. `.env.example` is made from this table. */
interface Setting<T> {
  readonly about: string;
  /** The value shown in `.env.example`; empty when the default is "not set". */
  readonly example: string;
  read(raw: string | undefined): T;
}

const text = (about: string, fallback: string): Setting<string> => ({
  about, example: fallback, read: (raw) => raw ?? fallback,
});

const optional = (about: string, schemes?: readonly string[]): Setting<string | null> => ({
  about, example: '', read: (raw) => {
    if (raw === undefined) return null;
    if (schemes !== undefined) {
      const scheme = URL.canParse(raw) ? new URL(raw).protocol.slice(0, -1) : '';
      if (!schemes.includes(scheme)) throw new Error(`must be a URL with scheme ${schemes.join(' or ')}`);
    }
    return raw;
  },
});

const port = (about: string, fallback: number): Setting<number> => ({
  about, example: String(fallback), read: (raw) => {
    const value = raw === undefined ? fallback : Number(raw);
    if (!Number.isInteger(value) || value < 0 || value > 65535) throw new Error('must be a port number, 0 to 65535 (0 takes a free one)');
    return value;
  },
});

const count = (about: string, fallback: number): Setting<number> => ({
  about, example: String(fallback), read: (raw) => {
    const value = raw === undefined ? fallback : Number(raw);
    if (!Number.isInteger(value) || value < 0) throw new Error('must be a whole number, 0 or more');
    return value;
  },
});

const oneOf = <const T extends string>(about: string, values: readonly T[], fallback: T): Setting<T> => ({
  about: `${about} (${values.join(', ')})`, example: fallback, read: (raw) => {
    const value = raw ?? fallback;
    const found = values.find((v) => v === value);
    if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
    return found;
  },
});

const someOf = <const T extends string>(about: string, values: readonly T[]): Setting<readonly T[]> => ({
  about: `${about}; comma-separated`, example: values.join(','), read: (raw) => {
    const given = (raw ?? values.join(',')).split(',').map((value) => value.trim()).filter((value) => value !== '');
    if (given.some((value) => !(values as readonly string[]).includes(value))) throw new Error(`must be some of ${values.join(', ')}`);
    return values.filter((value) => given.includes(value));
  },
});

const flag = (about: string, fallback: boolean): Setting<boolean> => ({
  about: `${about} (0 or 1)`, example: fallback ? '1' : '0', read: (raw) => {
    if (raw === undefined) return fallback;
    if (raw === '1' || raw === 'true') return true;
    if (raw === '0' || raw === 'false') return false;
    throw new Error('must be 0 or 1');
  },
});

/** The operating contract's variables (architecture, Operating contract). */
export const SETTINGS = {
  NODE_ENV: oneOf('Mode; production refuses CLOCK_OFFSET and the local mailbox', ['development', 'production', 'test'], 'development'),
  HOST: text('Address the servers listen on', '127.0.0.1'),
  PORT: port('Port of the API', 3000),
  WORKER_PORT: port('Port of the worker for health and metrics', 3001),
  PUBLIC_URL: optional('Address people reach the program at; used in links and as the token issuer', ['http', 'https']),
  TRUST_PROXY: text('Whose X-Forwarded-For is believed: empty for nobody, or a comma-separated list of proxy addresses or networks', ''),
  DATA_DIR: text('Where the embedded stores, keys and files live', '.data'),
  DEMO: flag('Seed the demo schools on the first start', true),
  DATABASE_URL: optional('PostgreSQL for the running program; without it the launcher starts an embedded one', ['postgres', 'postgresql']),
  MIGRATION_DATABASE_URL: optional('PostgreSQL as the owner role, for migrations; DATABASE_URL when not set', ['postgres', 'postgresql']),
  REDIS_URL: optional('Redis for queues and limits; without it they run on PostgreSQL', ['redis', 'rediss']),
  SMTP_URL: optional('SMTP server for e-mail; without it the demo has a local mailbox', ['smtp', 'smtps']),
  DATABASE_POOL: count('Connections of the general pool a process holds at most', 10),
  MAIL_FROM: text('Sender of e-mail', 'School Cabinet <no-reply@school-cabinet.example>'),
  SMS_HTTP_URL: optional('SMS gateway: POST JSON { id, to, text }, bearer token from the user part of the URL', ['http', 'https']),
  SMS_PREFIXES: text('Where codes are sent by SMS: beginnings of E.164 numbers, separated by commas', '+79'),
  SMS_DAILY_LIMIT: count('SMS with codes sent on one day (UTC) at most, over all accounts', 20_000),
  CLAMD_URL: optional('Antivirus (ClamAV daemon) uploaded files wait for: tcp://host:3310 or unix:///path; without it files say not_scanned', ['tcp', 'unix']),
  CLAMD_TIMEOUT_SECONDS: count('How long it may take over one file', 60),
  S3_BUCKET: optional('Bucket of an S3-compatible store for uploaded files, used for nothing else; without it they are in DATA_DIR'),
  S3_ENDPOINT: optional('Address of that store; Amazon when not set', ['http', 'https']),
  S3_REGION: text('Its region', 'us-east-1'),
  S3_ACCESS_KEY_ID: optional('Key to the bucket'),
  S3_SECRET_ACCESS_KEY: optional('Secret of that key'),
  S3_PATH_STYLE: flag('The bucket stands in the path of addresses, as most stores but Amazon want it', true),
  KEYS_FILE: optional('JSON file with encryption, blind-index and signing keys; the launcher makes one in DATA_DIR'),
  WEBAUTHN_RP_ID: optional('Domain passkeys are made for; the host of PUBLIC_URL when not set (localhost for an IP address)'),
  WEBAUTHN_ORIGINS: text('Origins passkeys are used from, comma-separated; that of PUBLIC_URL when empty', ''),
  CERTIFICATE_CA_FILE: optional('Authorities whose certificates are taken as a second factor: PEM bundle; without it there are none'),
  CONFIRMATION_METHODS: someOf('Ways to confirm an account (ID-8); what one left out has confirmed can be reviewed', CONFIRMATION_METHODS),
  QUALIFIED_CA_FILE: optional('Accredited authorities whose qualified signatures confirm an account (ID-8): PEM bundle; without it none does'),
  CERTIFICATE_CRL_FILES: text('Revocation lists of both, PEM or DER, comma-separated; read at each use', ''),
  CERTIFICATE_OPENSSL: text('The openssl program that verifies GOST signatures, with the GOST engine installed', 'openssl'),
  CERTIFICATE_OPENSSL_CONF: optional('Its configuration, where the engine is not in the system\'s'),
  PASSWORD_POLICY: oneOf('Password policy (ID-3)', ['strict', 'nist'], 'strict'),
  TRUSTED_DEVICE_DAYS: count('Days without use after which a session ends on a device its owner trusts (ID-11)', 30),
  PASSWORD_DAYS: count('Days after which the strict policy reminds of an old password; 0: never', 180),
  PASSWORD_FORCE_CHANGE: flag('An old password must be changed before anything else works', false),
  MONITORING_URL: optional('Where security events go (ID-16): syslog CEF to udp://host:port or tcp://host:port, or a webhook https://secret@host/path signed by HMAC-SHA256', ['udp', 'tcp', 'http', 'https']),
  IDENTITY_PROVIDERS: {
    about: 'Portals people sign in through (ID-6): a JSON array, see README "Sign in with the portal"; without it the demo has a local one',
    example: '',
    // What may be http depends on NODE_ENV, so it is asked again below.
    read: (raw: string | undefined): readonly ProviderSettings[] => (raw === undefined ? [] : readProviders(raw, true)),
  },
  LOCAL_PORTAL_PORT: port('Port of the demo\'s own portal; another one is taken when it is in use', 3002),
  LOG_LEVEL: oneOf('What is logged', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  CLOCK_OFFSET: {
    about: 'Moves the clock of all processes outside production: ISO 8601 duration, e.g. P3D or -PT2H',
    example: '',
    read: (raw: string | undefined): number => {
      if (raw === undefined) return 0;
      const negative = raw.startsWith('-');
      const duration = Duration.fromISO(negative ? raw.slice(1) : raw);
      if (!duration.isValid) throw new Error('must be an ISO 8601 duration such as P3D');
      return (negative ? -1 : 1) * duration.toMillis();
    },
  },
} as const;

export type SettingName = keyof typeof SETTINGS;
export type SettingValues = { readonly [K in SettingName]: ReturnType<(typeof SETTINGS)[K]['read']> };

/**
 * Reads every setting; an empty variable counts as not set.
 * @throws Error naming all wrong variables at once
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SettingValues {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const raw = env[name];
    try {
      values[name] = setting.read(raw === '' ? undefined : raw);
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}`);
    }
  }
  if (values['NODE_ENV'] === 'production' && values['CLOCK_OFFSET'] !== 0) problems.push('CLOCK_OFFSET must not be set in production');
  if (values['S3_BUCKET'] !== null) {
    for (const name of ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']) if (values[name] === null) problems.push(`${name} must be set when S3_BUCKET is`);
    if (values['NODE_ENV'] === 'production' && /^http:/.test(String(values['S3_ENDPOINT']))) problems.push('S3_ENDPOINT must be an https address in production');
  }
  if (values['NODE_ENV'] === 'production' && problems.length === 0 && env['IDENTITY_PROVIDERS']) {
    try {
      readProviders(env['IDENTITY_PROVIDERS'], false);
    } catch (error) {
      problems.push(`IDENTITY_PROVIDERS ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new Error(`Configuration is wrong:\n  ${problems.join('\n  ')}`);
  return values as SettingValues;
}

/** The text of `.env.example`; a test keeps the file equal to it. */
export function envExample(): string {
  return Object.entries(SETTINGS).map(([name, s]) => `# ${s.about}\n${name}=${s.example}\n`).join('\n');
}
