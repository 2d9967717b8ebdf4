import { describe, expect, it } from '@jest/globals';
import english from './en';
import chinese from './zh-CN';

type Texts = ReadonlyMap<string, string>;

const textsOf = (catalogue: object, path: readonly string[] = []): [string, string][] =>
  Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[[...path, key].join('.'), value] as [string, string]] : textsOf(value as object, [...path, key]),
  );

const placesOf = (text: string) => [...new Set(text.match(/%\{\w+\}/g) ?? [])].sort();

describe('the catalogues of texts', () => {
  const en: Texts = new Map(textsOf(english));
  const zh: Texts = new Map(textsOf(chinese));

  it('hold the same keys in both languages, react-admin’s own included', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
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

  it('are Chinese in the Chinese one: only names and units stay Latin', () => {
    const latin = [...zh].filter(([, text]) => !/\p{Script=Han}/u.test(text) && /[a-z]{4}/i.test(text.replace(/%\{\w+\}/g, '')));
    expect(latin.map(([key]) => key)).toEqual(['resources.imports.reading.encodings.utf-8', 'resources.rules.channels.webhook'].filter((key) => latin.some(([found]) => found === key)));
  });
});
