import { describe, expect, it } from '@jest/globals';
import { HeldBecause, ReminderStatus, SkippedBecause } from '@perennial/contract/admin';
import english from './en';
import chinese from './zh-CN';

type Texts = ReadonlyMap<string, string>;

const textsOf = (catalogue: object, path: readonly string[] = []): [string, string][] =>
  Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[[...path, key].join('.'), value] as [string, string]] : textsOf(value as object, [...path, key]),
  );

const PLACES_AND_NAMES = /%\{\w+\}|Perennial|Stripe|Webhook|Alipay|STARTTLS/g;

const placesOf = (text: string) => [...new Set(text.match(/%\{\w+\}/g) ?? [])].sort();

describe('the catalogues of texts', () => {
  const en: Texts = new Map(textsOf(english));
  const zh: Texts = new Map(textsOf(chinese));

  it('hold the same keys in both languages, react-admin’s own included', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('say in words every state of a reminder and every reason that the API may give', () => {
    const { statuses, held_because: held, skipped_because: skipped } = english.resources.reminders;
    expect([statuses, held, skipped].map((words) => Object.keys(words).sort())).toEqual([ReminderStatus, HeldBecause, SkippedBecause].map(({ options }) => [...options].sort()));
  });

  it('leave no text empty where the other language has one', () => {
    expect([...en].filter(([key, text]) => text.trim() !== '' && zh.get(key)?.trim() === '')).toEqual([]);
  });

  it('fill the same places, except that Chinese may name a count which English spells out', () => {
    const differing = [...en].filter(([key, text]) => {
      const mine = placesOf(zh.get(key) ?? '').filter((place) => place !== '%{smart_count}');
      return mine.join() !== placesOf(text).filter((place) => place !== '%{smart_count}').join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('are Chinese in the Chinese one, names apart', () => {
    const english = [...zh].filter(([, text]) => /[a-z]{4}/i.test(text.replace(PLACES_AND_NAMES, '')) && !/\p{Script=Han}/u.test(text));
    expect(english.map(([key]) => key)).toEqual([]);
  });
});
