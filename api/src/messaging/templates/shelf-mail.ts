import type { Locale } from '../message.js';
import { button, paragraphs } from './layout.js';
import type { TemplateSource } from './template.js';

/** What a reminder says for itself, around what all of them say. */
interface Said {
  readonly subject: string;
  readonly preheader: string;
  readonly opening: string;
  readonly closing: string;
}

interface HouseWords {
  readonly greeting: string;
  readonly expected: string;
  readonly colon: string;
  readonly changeDate: string;
  readonly instead: string;
  readonly shelf: string;
  readonly footer: string;
  readonly because: string;
  readonly stop: string;
}

const HOUSE_WORDS: Readonly<Record<Locale, HouseWords>> = {
  en: {
    greeting: 'Hello{% if customer.name != "" %} {{ customer.name }}{% endif %},',
    expected: 'Expected around {{ product.expected_on | day }}',
    colon: ': ',
    changeDate: 'Another day suits me better',
    instead: 'Out of stock at the moment. Instead: ',
    shelf: 'Look at my shelf',
    footer: 'You get this because you agreed to reminders from {{ shop.name }}. <a href="{{ links.stop }}">Stop reminders</a>, for one product or for all.',
    because: 'You get this because you agreed to reminders from us.',
    stop: 'Stop reminders, for one product or for all',
  },
  'zh-CN': {
    greeting: '{% if customer.name != "" %}{{ customer.name }}，{% endif %}您好：',
    expected: '预计 {{ product.expected_on | day }}前后',
    colon: '：',
    changeDate: '换个日期',
    instead: '暂时缺货，可以选择：',
    shelf: '查看我的物品架',
    footer: '您同意接收{{ shop.name }}的提醒，因此收到本邮件。<a href="{{ links.stop }}">停止提醒</a>（可选某件商品或全部）。',
    because: '您同意接收我们的提醒，因此收到本邮件。',
    stop: '停止提醒（可选某件商品或全部）',
  },
};

// What the rule holds out, in the shop's own words; a mail without an offer has no gap where it would stand.
const offer = (colon: string) => `
      <mj-raw>{% if offer.text != "" %}</mj-raw>
      <mj-section><mj-column><mj-text font-weight="600">{{ offer.text }}{% if offer.code != "" %}${colon}{{ offer.code }}{% endif %}</mj-text></mj-column></mj-section>
      <mj-raw>{% endif %}</mj-raw>`;
const offerInText = (colon: string) => `{% if offer.text != "" %}\n{{ offer.text }}{% if offer.code != "" %}${colon}{{ offer.code }}{% endif %}\n{% endif %}`;

/** A mail about what may be due: the same cards, ways out and small print in every one. */
export function aboutTheShelf(locale: Locale, { subject, preheader, opening, closing }: Said): TemplateSource {
  const words = HOUSE_WORDS[locale];
  return {
    subject,
    preheader,
    body: `
      ${paragraphs(words.greeting, opening)}
      ${cards(words)}
      ${offer(words.colon)}
      ${button('{{ links.shelf }}', words.shelf)}
      ${paragraphs(closing)}`,
    footer: words.footer,
    text: `${words.greeting}

${opening}
{% for product in products %}
* {{ product.name }}
  ${words.expected}
{%- if product.substitute %}
  ${words.instead}{{ product.substitute.name }}{% if product.substitute.link_url %} {{ product.substitute.link_url }}{% endif %}
{%- endif %}
  {{ product.reason }}
  ${words.changeDate}${words.colon}{{ product.change_date_link }}
{% endfor %}${offerInText(words.colon)}
${words.shelf}${words.colon}{{ links.shelf }}

${closing}

{{ shop.name }}
${words.because}
${words.stop}${words.colon}{{ links.stop }}
`,
  };
}

function cards({ expected, changeDate, instead }: HouseWords): string {
  return `
      <mj-raw>{% for product in products %}</mj-raw>
      <mj-section padding="6px 16px">
        <mj-column mj-class="card" css-class="card">
          <mj-raw>{% if product.image_url %}</mj-raw>
          <mj-image src="{{ product.image_url }}" alt="" width="120px" align="left" border-radius="10px" padding="8px 24px" />
          <mj-raw>{% endif %}</mj-raw>
          <mj-text font-size="18px" font-weight="600" padding="8px 24px 0">{{ product.name }}</mj-text>
          <mj-text padding="2px 24px 0">${expected}</mj-text>
          <mj-raw>{% if product.substitute %}</mj-raw>
          <mj-text padding="6px 24px 0">${instead}{% if product.substitute.link_url %}<a href="{{ product.substitute.link_url }}">{{ product.substitute.name }}</a>{% else %}{{ product.substitute.name }}{% endif %}</mj-text>
          <mj-raw>{% endif %}</mj-raw>
          <mj-text mj-class="small" css-class="small" padding="6px 24px 0">{{ product.reason }}</mj-text>
          <mj-text padding="8px 24px"><a href="{{ product.change_date_link }}">${changeDate}</a></mj-text>
        </mj-column>
      </mj-section>
      <mj-raw>{% endfor %}</mj-raw>`;
}
