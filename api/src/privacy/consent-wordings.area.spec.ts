import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsentWording, ConsentWordingList } from '@perennial/contract/admin';
import { en } from '../../../portal/src/i18n/en.js';
import { zhCN } from '../../../portal/src/i18n/zh-CN.js';
import { aPerson, aWorkspace, signedIn } from '../../../test/builders/staff.js';
import { type Area, openArea } from '../../../test/stage/open-area.js';
import { AccessModule } from '../access/index.js';
import { Database } from '../platform/database/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { PrivacyModule } from './index.js';

const CARD = { version: 'counter-card-2027.03', texts: { en: 'Yes, remind me & my cat.', 'zh-CN': '好的，请提醒我。' } };

describe('the wordings of consent over HTTP', () => {
  let area: Area;
  let workspaceId: string;
  let staff: Awaited<ReturnType<typeof signedIn>>;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PrivacyModule]);
    const clerk = await aPerson(area.app, 'carl');
    workspaceId = await aWorkspace(area.app, 'teas', [[clerk, 'staff']]);
    staff = await signedIn(area.app, clerk);
  });
  afterAll(() => area?.close());

  const url = (path = '') => `/api/v1/workspaces/${workspaceId}/consent-wordings${path}`;
  const list = async (query: object = {}) => (await staff.get(url()).query(query).expect(200)).body as ConsentWordingList;
  const standard = async (version: string) => (await list()).data.find((wording) => wording.version === version) as ConsentWording;

  it('are there from the start for a checkout and for our own pages, in both languages', async () => {
    const { data, total } = await list();
    expect(data.map(({ version, createdAt }) => [version, createdAt])).toEqual([['checkout-1', null], ['list-unsubscribe-1', null], ['portal-reminder-choices-1', null]]);
    expect(total).toBe(3);
    for (const { texts } of data) expect(texts).toMatchObject({ en: expect.stringMatching(/^[A-Z]/), 'zh-CN': expect.stringMatching(/\p{Script=Han}/u) });
  });

  // When this fails, the portal says something else now: a migration adds the text as portal-reminder-choices-2, and PORTAL_WORDING names it.
  it('say what the portal shows', async () => {
    const { texts } = await standard('portal-reminder-choices-1');
    for (const key of ['choices.off', 'choices.off-text', 'choices.resume-all', 'choices.on', 'choices.on-text', 'choices.stop-all'] as const) {
      expect(texts.en).toContain(en[key].replace(/[.]$/, ''));
      expect(texts['zh-CN']).toContain(zhCN[key].replace(/[。]$/, ''));
    }
  });

  it('are added by staff under a name of their own, once and for good', async () => {
    const { body } = await staff.post(url()).send(CARD).expect(201);
    expect(body).toMatchObject({ ...CARD, createdAt: expect.stringMatching(/Z$/) });
    expect((await list({ sort: '-createdAt', perPage: 1 })).data).toMatchObject([CARD]);
    expect((await staff.post(url()).send({ ...CARD, texts: { en: 'No.' } }).expect(409)).body).toMatchObject({ code: 'wording-exists', details: { version: CARD.version } });
    expect((await staff.post(url()).send({ version: 'checkout-1', texts: { en: 'Mine.' } }).expect(409)).body).toMatchObject({ code: 'wording-exists' });
    expect((await standard(CARD.version)).texts).toEqual(CARD.texts);
    const audited = await area.database.rows(`SELECT subject_kind, subject_id FROM audit_entries WHERE command = 'add-wording'`);
    expect(audited).toEqual([{ subject_kind: 'consent-wording', subject_id: CARD.version }]);
  });

  it('are added by one of two who give the same name at the same moment, whatever their languages', async () => {
    const answers = await Promise.all([{ en: 'One.' }, { 'zh-CN': '二。' }].map((texts) => staff.post(url()).send({ version: 'at-once', texts })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(Object.keys((await standard('at-once')).texts)).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['a name that is none', { version: 'a b', texts: { en: 'x' } }],
    ['an empty name', { version: '', texts: { en: 'x' } }],
    ['no text', { version: 'no-text', texts: {} }],
    ['a blank text', { version: 'blank', texts: { en: ' ' } }],
    ['a text without end', { version: 'long', texts: { en: 'x'.repeat(2001) } }],
  ])('are refused with %s', async (_what, wording) => {
    expect((await staff.post(url()).send(wording).expect(400)).body).toMatchObject({ code: 'invalid-input' });
  });

  it('stay as they are, whoever tries', async () => {
    for (const sql of [`UPDATE consent_wordings SET text = 'x'`, 'DELETE FROM consent_wordings', `UPDATE standard_wordings SET text = 'x'`]) {
      await expect(area.app.get(Database).inWorkspace(workspaceId, (tx) => tx.query(sql))).rejects.toThrow('permission denied');
    }
  });

  it('come as an unticked checkbox for a checkout, in the language asked for', async () => {
    const { text } = await staff.get(url(`/${CARD.version}/snippet`)).expect(200).expect('Content-Type', /^text\/plain/);
    expect(text).toContain('Yes, remind me &#38; my cat.');
    expect(text).toContain(`POST http://perennial.test/api/v1/workspaces/${workspaceId}/opt-ins`);
    expect((await staff.get(url(`/${CARD.version}/snippet`)).query({ locale: 'zh-CN' }).expect(200)).text).toContain('好的，请提醒我。');
    await staff.get(url('/nobody-wrote-it/snippet')).expect(404);
    await staff.post(url()).send({ version: 'english-only', texts: { en: 'Yes.' } }).expect(201);
    await staff.get(url('/english-only/snippet')).query({ locale: 'zh-CN' }).expect(404);
  });
});
