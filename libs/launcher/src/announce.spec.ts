import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { announcement, type Launched } from './announce.js';

const LAUNCHED: Launched = {
  publicUrl: 'http://127.0.0.1:3000',
  dataPath: join(process.cwd(), '.data'),
  inboxUrl: 'http://127.0.0.1:1080',
  telephoneUrl: 'http://127.0.0.1:1090',
  signIns: 'Demo sign-ins\n  owner@demo.example  password',
  ended: new Promise<string>(() => undefined),
};

describe('announcement', () => {
  it('names every place and the demo sign-ins', () => {
    const text = announcement(LAUNCHED);
    for (const part of ['http://127.0.0.1:3000/admin/', 'http://127.0.0.1:3000/portal/', 'http://127.0.0.1:3000/api/docs', 'http://127.0.0.1:1080', 'http://127.0.0.1:1090', '.data', 'owner@demo.example']) {
      expect(text).toContain(part);
    }
  });

  it('keeps silent about what is not there', () => {
    const text = announcement({ ...LAUNCHED, inboxUrl: null, telephoneUrl: null, signIns: '' });
    expect(text).not.toContain('Mails sent');
    expect(text).not.toContain('SMS sent');
    expect(text).not.toContain('Demo');
  });
});
