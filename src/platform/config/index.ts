export { Config } from './config.js';
export { newKeysFile, readKeys, type Keys } from './keys.js';
export { envExample, readSettings, SETTINGS, type SettingName, type SettingValues } from './settings.js';
export type { EsiaSettings, EsiaSignerSettings, OidcSettings, ProviderSettings, SudirSettings } from './identity-providers.js';
