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

  it('a machine that opens all links, or asked for the head before', () => {
    expect(person(hit(), { hits: [hit(), hit({ link: 'date' }), hit({ link: 'stop' })] })).toBe(false);
    expect(person(hit(), { hits: [hit({ method: 'HEAD' }), hit()] })).toBe(false);
  });

  it('a machine that goes through the mails of many people', () => {
    expect(person(hit(), { otherMailsOfTheAddress: 4 })).toBe(true);
    expect(person(hit(), { otherMailsOfTheAddress: 5 })).toBe(false);
  });
});
