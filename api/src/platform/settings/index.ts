export { readSettings, SETTINGS, SettingsError, type Settings, type SmsAccount } from './settings.js';
export { SettingsModule } from './settings.module.js';
