import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MessageInbox, openMessageInbox } from './message-inbox.js';

describe('the page of the message inbox', () => {
  let inbox: MessageInbox;
  beforeAll(async () => {
    inbox = await openMessageInbox(0);
  });
  afterAll(() => inbox?.close());

  const page = async () => (await fetch(inbox.url)).text();
  const call = (body: string) => fetch(`${inbox.url}/webhook`, { method: 'POST', body });

  it('says that there is nothing yet, in both languages', async () => {
    expect(await page()).toContain('Nothing yet. · 暂无消息。');
  });

  it('shows links as links, and mark-up as words', async () => {
    await call('又到乌龙茶的时候了？ http://127.0.0.1:3000/portal/?a=1&b=2#token=x_-~ 回复“退订”');
    await call('{"name":"<img src=x onerror=alert(1)>","url":"https://shop.example/tea"}');
    await call(`"javascript:alert(1) https://shop.example/'onmouseover='x`);
    const html = await page();
    expect(html).toContain('<a href="http://127.0.0.1:3000/portal/?a=1&#38;b=2#token=x_-~">http://127.0.0.1:3000/portal/?a=1&#38;b=2#token=x_-~</a> 回复');
    expect(html).toContain('<a href="https://shop.example/tea">https://shop.example/tea</a>&#34;}');
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;');
    expect(html).toContain('<a href="https://shop.example/">https://shop.example/</a>&#39;onmouseover');
    expect(html).not.toMatch(/<img|href="javascript|<a [^>]*onmouseover/);
  });
});
