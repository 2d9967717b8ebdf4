import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ownWords, readReply, type ReplyKind } from './read-reply.js';

const kindOf = (text: string, subject = 'Re: Time for Oolong again?', headers: Record<string, string> = {}, from = 'ana@customers.example'): ReplyKind =>
  readReply({ from, subject, text, headers: new Map(Object.entries(headers)) });

describe('what an answer asks for', () => {
  it.each([
    'STOP', 'stop.', 'Stop!', 'Please stop', 'unsubscribe', 'Unsubscribe me, thanks', 'No more reminders please.', '退订', '退订。', '请停止提醒', '不要再发了，谢谢', 'ＳＴＯＰ', 'TD',
    'Stop\n\nOn Sun, 22 Nov 2026 at 10:00, Teas <no-reply@perennial.example> wrote:\n> Time for Oolong again?', 'stop\n-- \nAna Silva', '退订\n\n在 2026年11月22日，Teas 写道：\n> 又到时候了？', 'Stop\n\nSent from my iPhone',
  ])('stop: %j', (text) => expect(kindOf(text)).toBe('stop'));

  it.each(['Still have some', 'I still have some, thanks!', 'Not yet', '还有', '我还有一些，谢谢', '还没用完', 'Hi, I still have plenty\n\n> Time again?'])('still have some: %j', (text) => expect(kindOf(text)).toBe('still-have-some'));

  it.each([
    "Please don't stop", 'I still have some questions', 'stop sending me the green one, send the black one', 'Do you stop by on Sundays?', '不要停止提醒', '还有别的口味吗', 'not stop', '停止营业了吗', '', 'Can I order two?',
    'Thanks\n> stop', 'Hello\n\nOn Sun, 22 Nov 2026 Teas wrote:\n> Stop reminders: https://p.example',
  ])('for a person: %j', (text) => expect(kindOf(text)).toBe('words'));

  it.each([
    [{ 'auto-submitted': 'auto-replied' }, 'Re: x'], [{ 'x-autoreply': 'yes' }, 'Re: x'], [{ precedence: 'bulk' }, 'Re: x'], [{ precedence: 'auto_reply' }, 'x'], [{ 'return-path': '<>' }, 'x'],
    [{ 'content-type': 'multipart/report; report-type=delivery-status' }, 'x'], [{}, 'Out of office: Re: Time for Oolong'], [{}, 'Automatic reply: Time'], [{}, '自动回复：又到时候了'], [{}, '外出中'], [{}, 'Undeliverable: Time for Oolong'],
  ] as const)('nobody wrote it: %j %s', (headers, subject) => {
    expect(kindOf('Stop', subject, headers)).toBe('machine');
    expect(kindOf('stop', 'Re: x', { 'auto-submitted': 'no' })).toBe('stop');
  });

  it('takes the subject only where it is no "Re:" of ours', () => {
    expect(kindOf('', 'unsubscribe')).toBe('stop');
    expect(kindOf('', 'Re: stop')).toBe('words');
    expect(kindOf('Hello', 'stop')).toBe('words');
  });

  it('never acts on what merely contains such words', () => {
    const word = fc.constantFrom('tea', 'question', "don't", 'order', 'never', '请问', '红茶', 'when');
    fc.assert(
      fc.property(fc.constantFrom('stop', 'unsubscribe', 'still have some', '退订', '还有'), fc.array(word, { minLength: 1, maxLength: 4 }), fc.boolean(), (phrase, others, before) => {
        expect(kindOf(before ? `${others.join(' ')} ${phrase}` : `${phrase} ${others.join(' ')}`)).toBe('words');
      }),
    );
  });

  it('reads nothing of what is quoted, however it is marked', () => {
    fc.assert(
      fc.property(fc.constantFrom('> ', '-----Original Message-----\n', 'From: Teas <t@x.example>\n', '发件人: Teas\n', 'On Monday the 3rd, Teas wrote:\n'), fc.string(), (mark, quoted) => {
        expect(ownWords(`Mine\n${mark}${quoted.replaceAll('\n', ' ')}`)).toBe('Mine');
      }),
    );
  });
});
