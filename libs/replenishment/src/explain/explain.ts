import type { PlainDate } from '@perennial/calendar';

/** The facts an estimate was made from, as stored beside it. */
export interface Because {
  readonly basis: 'customer-date' | 'staff-date' | 'ran-out' | 'every-n-weeks' | 'personal' | 'product' | 'category' | 'store' | 'declared-interval' | 'nothing-known';
  /** Only of a service: it is come for, not used up. */
  readonly kind?: 'service' | undefined;
  readonly purchases: number;
  readonly lastOrderedOn: PlainDate;
  readonly usualFromDays: number | null;
  readonly usualToDays: number | null;
  readonly typicalDays: number;
  readonly elapsedDays: number;
  readonly stillHadSomeOn: PlainDate | null;
  /** When the customer said so, about this cycle; only then there. */
  readonly ranOutOn?: PlainDate | undefined;
  /** The rhythm asked for, in this cycle or before; only then there. */
  readonly everyWeeks?: number | undefined;
}

export type SentenceLocale = 'en' | 'zh-CN';

/**
 * The sentence "because…", for customers and staff alike.
 * @example explain(because, 'en') // 'You bought it 5 times, usually every 33 to 41 days; last on March 3, 2027.'
 */
export function explain(because: Because, locale: SentenceLocale): string {
  const why = locale === 'en' ? english(because, ENGLISH[because.kind ?? 'product']) : chinese(because, CHINESE[because.kind ?? 'product']);
  return [why, ...whatWasSaid(because, locale)].join(locale === 'en' ? ' ' : '');
}

const ENGLISH = {
  product: {
    lastTime: 'last bought', youDid: 'you bought it', youDidSoOften: 'You bought it', othersAgain: 'Others usually buy it again',
    kindAgain: 'Products of this kind are usually bought again', lasts: 'It usually lasts', ranOut: 'you had run out',
  },
  service: {
    lastTime: 'last time', youDid: 'you came', youDidSoOften: 'You came for it', othersAgain: 'Others usually come for it again',
    kindAgain: 'Services of this kind are usually wanted again', lasts: 'It is usually due again after', ranOut: 'it was time again',
  },
} as const;

const CHINESE = {
  product: { lastTime: '上次购买是', did: '买过', again: '再次购买', soonAgain: '再买', kind: '这类商品', lasts: (days: number) => `它通常可用约 ${days} 天`, ranOut: '已经用完' },
  service: { lastTime: '上次是', did: '来过', again: '再来', soonAgain: '再来', kind: '这类服务', lasts: (days: number) => `通常约 ${days} 天后需要再来`, ranOut: '需要再来' },
} as const;

/** The sentence in each language of the service. */
export function explainInAll(because: Because): Record<SentenceLocale, string> {
  return { en: explain(because, 'en'), 'zh-CN': explain(because, 'zh-CN') };
}

/** What counts beside the main reason. */
function whatWasSaid({ basis, everyWeeks, stillHadSomeOn }: Because, locale: SentenceLocale): string[] {
  const said: string[] = [];
  if (everyWeeks !== undefined && basis !== 'every-n-weeks') {
    said.push(locale === 'en' ? `You asked for every ${weeks(everyWeeks)}.` : `您要求每 ${everyWeeks} 周一次。`);
  }
  if (stillHadSomeOn !== null) {
    const day = longDay(stillHadSomeOn, locale);
    said.push(locale === 'en' ? `On ${day} you still had some.` : `您在${day}表示还有剩余。`);
  }
  return said;
}

function english(b: Because, say: (typeof ENGLISH)[keyof typeof ENGLISH]): string {
  const last = longDay(b.lastOrderedOn, 'en');
  const typical = days(b.typicalDays);
  switch (b.basis) {
    case 'customer-date':
      return `You chose this date yourself; ${say.lastTime} on ${last}.`;
    case 'staff-date':
      return `We agreed on this date with you; ${say.lastTime} on ${last}.`;
    case 'ran-out':
      return `You told us${b.ranOutOn ? ` on ${longDay(b.ranOutOn, 'en')}` : ''} that ${say.ranOut}; ${say.lastTime} on ${last}.`;
    case 'every-n-weeks':
      return `You asked for every ${weeks(b.everyWeeks ?? 1)}; ${say.lastTime} on ${last}.`;
    case 'personal':
      if (b.purchases > 2 && b.usualFromDays !== null && b.usualToDays !== null) {
        return `${say.youDidSoOften} ${b.purchases} times, usually every ${range(b.usualFromDays, b.usualToDays)}; last on ${last}.`;
      }
      return `${say.youDidSoOften} twice, ${days(b.usualFromDays ?? b.typicalDays)} apart, and others usually after ${typical}; last on ${last}.`;
    case 'product':
      return `${say.othersAgain} after about ${typical}; ${say.youDid} on ${last}.`;
    case 'category':
      return `${say.kindAgain} after about ${typical}; ${say.youDid} on ${last}.`;
    case 'store':
      return `Customers of this shop usually come back after about ${typical}; ${say.youDid} on ${last}.`;
    case 'declared-interval':
      return `${say.lasts} about ${typical}; ${say.youDid} on ${last}.`;
    case 'nothing-known':
      return `There is no experience with it yet, so this is a guess; ${say.youDid} on ${last}.`;
  }
}

function chinese(b: Because, say: (typeof CHINESE)[keyof typeof CHINESE]): string {
  const last = longDay(b.lastOrderedOn, 'zh-CN');
  switch (b.basis) {
    case 'customer-date':
      return `这是您自己选择的日期；${say.lastTime}${last}。`;
    case 'staff-date':
      return `这是与您约定的日期；${say.lastTime}${last}。`;
    case 'ran-out':
      return `您${b.ranOutOn ? `在${longDay(b.ranOutOn, 'zh-CN')}` : ''}告诉我们${say.ranOut}；${say.lastTime}${last}。`;
    case 'every-n-weeks':
      return `您要求每 ${b.everyWeeks ?? 1} 周一次；${say.lastTime}${last}。`;
    case 'personal':
      if (b.purchases > 2 && b.usualFromDays !== null && b.usualToDays !== null) {
        const usual = b.usualFromDays === b.usualToDays ? `${b.usualFromDays}` : `${b.usualFromDays} 到 ${b.usualToDays}`;
        return `您${say.did} ${b.purchases} 次，通常每隔 ${usual} 天；上次是${last}。`;
      }
      return `您${say.did}两次，相隔 ${b.usualFromDays ?? b.typicalDays} 天，其他顾客通常约 ${b.typicalDays} 天后${say.soonAgain}；上次是${last}。`;
    case 'product':
      return `其他顾客通常约 ${b.typicalDays} 天后${say.again}；您在${last}${say.did}。`;
    case 'category':
      return `${say.kind}通常约 ${b.typicalDays} 天后${say.again}；您在${last}${say.did}。`;
    case 'store':
      return `本店顾客通常约 ${b.typicalDays} 天后再来；您在${last}${say.did}。`;
    case 'declared-interval':
      return `${say.lasts(b.typicalDays)}；您在${last}${say.did}。`;
    case 'nothing-known':
      return `目前还没有相关经验，这只是估计；您在${last}${say.did}。`;
  }
}

function days(n: number): string {
  return n === 1 ? 'a day' : `${n} days`;
}

function weeks(n: number): string {
  return n === 1 ? 'week' : `${n} weeks`;
}

function range(from: number, to: number): string {
  return from === to ? days(from) : `${from} to ${days(to)}`;
}

const FORMATS = {
  en: new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
};

function longDay(day: PlainDate, locale: SentenceLocale): string {
  return FORMATS[locale].format(new Date(`${day}T00:00:00Z`));
}
