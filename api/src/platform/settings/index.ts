export { readSettings, SETTINGS, SettingsError, type Settings } from './settings.js';
export { SettingsModule } from './settings.module.js';
