import { describe, expect, it } from '@jest/globals';
import { readSettings, SettingsError } from './settings.js';

const enough = {
  APP_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgres://owner@127.0.0.1/perennial',
  SMTP_URL: 'smtp://127.0.0.1:1025',
  STRIPE_SECRET_KEY: 'sk_test_123',
  STRIPE_WEBHOOK_SECRET: 'whsec_123',
};

describe('readSettings', () => {
  it('fills what is not given', () => {
    const settings = readSettings(enough);
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', demo: false, jobs: true, stripeApiBase: null });
  });

  it('names all faults at once, one line each, and never a secret', () => {
    const attempt = () => readSettings({ APP_SECRET: 'hunter2', DATABASE_URL: 'mysql://x', PORT: '99999', DEMO: 'yes', SMTP_URL: '' });
    expect(attempt).toThrow(SettingsError);
    const message = (() => {
      try {
        attempt();
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    for (const name of ['APP_SECRET', 'DATABASE_URL', 'PORT', 'DEMO']) expect(message).toMatch(new RegExp(`^  ${name}: `, 'm'));
    for (const name of ['SMTP_URL', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']) expect(message).toContain(`  ${name}: is missing`);
    expect(message).not.toContain('hunter2');
  });

  it('takes an empty setting as not given', () => {
    expect(readSettings({ ...enough, PUBLIC_URL: '', PORT: '' }).publicUrl).toBe('http://127.0.0.1:3000');
  });

  it('takes an account for text messages whole or not at all', () => {
    const account = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'not-a-real-token', TWILIO_FROM: '+447700900123' };
    expect(readSettings({ ...enough, ...account }).sms).toEqual({ accountSid: account.TWILIO_ACCOUNT_SID, authToken: 'not-a-real-token', from: '+447700900123', apiBase: null });
    expect(readSettings({ ...enough, TWILIO_AUTH_TOKEN: 'not-a-real-token' }).sms).toBeNull();
    expect(() => readSettings({ ...enough, ...account, TWILIO_FROM: '' })).toThrow('text messages need all three');
    expect(() => readSettings({ ...enough, ...account, TWILIO_FROM: '0123' })).toThrow('TWILIO_FROM: must be a number such as');
  });

  it('takes several webhook secrets, and not an empty one with which anybody could sign', () => {
    expect(readSettings({ ...enough, STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old' }).stripeWebhookSecrets).toEqual(['whsec_new', 'whsec_old']);
    for (const wrong of ['whsec_new,', ',whsec_new', 'whsec_new, ,whsec_old', ',,,,,,,,']) {
      expect(() => readSettings({ ...enough, STRIPE_WEBHOOK_SECRET: wrong })).toThrow('STRIPE_WEBHOOK_SECRET: each of its secrets');
    }
  });

  it('cuts the slash off the public address', () => {
    expect(readSettings({ ...enough, PUBLIC_URL: 'https://crm.example/' }).publicUrl).toBe('https://crm.example');
  });
});
