import { describe, expect, it } from '@jest/globals';
import { isAPerson, type LinkHit, type Surroundings } from './person-or-machine.js';

const sentAt = new Date('2027-03-10T09:00:00Z');
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const hit = (rest: Partial<LinkHit> = {}): LinkHit => ({ link: 'shelf', at: new Date('2027-03-10T18:00:00Z'), ip: '192.0.2.1', method: 'GET', userAgent: PHONE, fetchMode: null, purpose: null, ...rest });
const person = (one: LinkHit, rest: Partial<Surroundings> = {}) => isAPerson(one, { sentAt, hits: [one], otherMailsOfTheAddress: 0, ...rest });

describe('who followed a link', () => {
  it('a person: one link, some time after the mail, from a browser', () => {
    expect(person(hit())).toBe(true);
    expect(person(hit({ fetchMode: 'navigate' }))).toBe(true);
    expect(person(hit(), { hits: [hit(), hit(), hit({ link: 'stop' })] })).toBe(true);
  });

  it.each([
    ['asks for the head only', hit({ method: 'HEAD' })],
    ['says what it is', hit({ userAgent: 'Mozilla/5.0 (compatible; BingPreview/1.0b)' })],
    ['says nothing', hit({ userAgent: '' })],
    ['is a program', hit({ userAgent: 'python-requests/2.32' })],
    ['fetches ahead', hit({ purpose: 'prefetch' })],
    ['fetches from a page', hit({ fetchMode: 'cors' })],
    ['comes with the mail', hit({ at: new Date('2027-03-10T09:00:04Z') })],
  ])('a machine that %s', (_, one) => expect(person(one)).toBe(false));

  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'WhatsApp/2.23.20.0',
    'TelegramBot (like TwitterBot)',
    'facebookexternalhit/1.1',
    'curl/8.9.1',
    'okhttp/4.12.0',
    'Go-http-client/2.0',
    'Java/21.0.2',
    'BarracudaCentral/1.0',
    'Mimecast-Scanner/1.0',
  ])('%s: a machine by its own words', (userAgent) => expect(person(hit({ userAgent }))).toBe(false));

  it.each([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.56(0x18003834) NetType/WIFI Language/zh_CN',
    'Mozilla/5.0 (Linux; Android 15; 24129PN74C Build/AQ3A.240829.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340095 MMWEBSDK/20250503 MicroMessenger/8.0.60 NetType/WIFI Language/zh_CN ABI/arm64',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/370.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  ])('%s: a person', (userAgent) => expect(person(hit({ userAgent }))).toBe(true));

  it('a machine that opens all links, or asked for the head before', () => {
    expect(person(hit(), { hits: [hit(), hit({ link: 'date' }), hit({ link: 'stop' })] })).toBe(false);
    expect(person(hit(), { hits: [hit({ method: 'HEAD' }), hit()] })).toBe(false);
  });

  it('a machine that goes through the mails of many people', () => {
    expect(person(hit(), { otherMailsOfTheAddress: 4 })).toBe(true);
    expect(person(hit(), { otherMailsOfTheAddress: 5 })).toBe(false);
  });
});
