import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StaffNoticeList } from '@perennial/contract/admin';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { MessagingModule, type NewStaffNotice, TellMembers } from '../index.js';

type Browser = Awaited<ReturnType<typeof signedIn>>;

describe('notices in the back office', () => {
  let area: Area;
  let workspaceId: string;
  let url: string;
  let clerk: Browser;
  let owner: Browser;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, MessagingModule]);
    const [carl, olga] = [await aPerson(area.app, 'carl'), await aPerson(area.app, 'olga')];
    workspaceId = await aWorkspace(area.app, 'teas', [[carl, 'staff'], [olga, 'owner']]);
    url = `/api/v1/workspaces/${workspaceId}/staff-notices`;
    [clerk, owner] = [await signedIn(area.app, carl), await signedIn(area.app, olga)];
  });
  afterAll(() => area?.close());

  const notice = (dedupeKey: string, from: NewStaffNotice['from'] = 'admin'): NewStaffNotice => ({
    kind: 'plan-expiring',
    title: { en: 'Your plan ends in 7 days', 'zh-CN': '套餐还有 7 天到期' },
    text: { en: 'Renewing early loses nothing.', 'zh-CN': '提前续费不会损失天数。' },
    link: '/billing',
    dedupeKey,
    from,
  });
  const tell = (given: NewStaffNotice) => area.app.get(Database).inWorkspace(workspaceId, (tx) => area.app.get(TellMembers).run(tx, workspaceId, given));
  const list = async (browser: Browser, query: object = {}) => (await browser.get(url).query({ sort: '-createdAt', ...query }).expect(200)).body as StaffNoticeList;

  it('reach each member who has the role, once, and nobody below it', async () => {
    expect(await tell(notice('plan:7'))).toBe(1);
    expect(await tell(notice('plan:7'))).toBe(0);
    expect(await tell(notice('reply:1', 'staff'))).toBe(2);
    expect(await list(owner)).toMatchObject({ total: 2, unread: 2, data: [{ kind: 'plan-expiring', link: '/billing', title: { 'zh-CN': '套餐还有 7 天到期' } }, {}] });
    expect(await list(clerk)).toMatchObject({ total: 1, unread: 1 });
  });

  it('are read one by one, by their own reader only', async () => {
    const id = (await list(clerk)).data[0]?.id ?? '';
    await owner.post(`${url}/${id}/read`).expect(404);
    expect((await list(clerk)).unread).toBe(1);
    await clerk.post(`${url}/${id}/read`).expect(204);
    const first = (await list(clerk)).data[0]?.readAt;
    await clerk.post(`${url}/${id}/read`).expect(204);
    expect(await list(clerk)).toMatchObject({ unread: 0, data: [{ readAt: first }] });
    expect(first).not.toBeNull();
    expect(await list(owner)).toMatchObject({ unread: 2 });
  });

  it('are read all at once, but for what came after one looked', async () => {
    const seen = (await list(owner)).data[0]?.createdAt ?? '';
    await area.app.get(Clock).moveTo(new Date(Date.parse(seen) + 60_000));
    await tell(notice('plan:3'));
    await owner.post(`${url}/read-all`).send({ until: seen }).expect(204);
    expect(await list(owner)).toMatchObject({ total: 3, unread: 1 });
    expect(await list(owner, { filter: JSON.stringify({ unread: true }) })).toMatchObject({ total: 1 });
    await owner.post(`${url}/read-all`).send({ until: 'yesterday' }).expect(400);
  });
});
