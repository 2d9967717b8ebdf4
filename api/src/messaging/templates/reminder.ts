import { button, paragraphs } from './layout.js';
import { type TemplateSources, wordsOnly } from './template.js';

// What the rule holds out, in the shop's own words; a mail without an offer has no gap where it would stand.
const offer = `
      <mj-raw>{% if offer.text != "" %}</mj-raw>
      <mj-section><mj-column><mj-text font-weight="600">{{ offer.text }}{% if offer.code != "" %}: {{ offer.code }}{% endif %}</mj-text></mj-column></mj-section>
      <mj-raw>{% endif %}</mj-raw>`;
const offerWords = '{% if offer.text != "" %}\n{{ offer.text }}{% if offer.code != "" %}: {{ offer.code }}{% endif %}\n{% endif %}';

// Neutral about the kind of product: coffee, a water filter and a haircut all "come round again".
export const reminder: TemplateSources = {
  en: {
    subject: `{% if headline == nil %}A reminder from {{ shop.name }}{% elsif products.size == 1 %}Time for {{ headline }} again?{% else %}Time again for {{ headline }} and {{ others }} more?{% endif %}`,
    preheader: `{% if headline == nil %}Something on your shelf may be due.{% else %}Expected around {{ products[0].expected_on | day }}. Change the date in one tap if that is wrong.{% endif %}`,
    body: `
      ${paragraphs(
        'Hello{% if customer.name != "" %} {{ customer.name }}{% endif %},',
        '{% if products.size == 1 %}going by your past orders, this may be coming round again.{% else %}going by your past orders, these may be coming round again.{% endif %}',
      )}
      ${cards('expected around {{ product.expected_on | day }}', 'Another day suits me better', 'Out of stock at the moment. Instead:')}
      ${offer}
      ${button('{{ links.shelf }}', 'Look at my shelf')}
      ${paragraphs('Still have plenty? Tell us on your shelf and we will wait. No need to answer this mail.')}`,
    footer: `You get this because you agreed to reminders from {{ shop.name }}. <a href="{{ links.stop }}">Stop reminders</a>, for one product or for all.`,
    text: `Hello{% if customer.name != "" %} {{ customer.name }}{% endif %},

going by your past orders, {% if products.size == 1 %}this{% else %}these{% endif %} may be coming round again.
{% for product in products %}
* {{ product.name }}, expected around {{ product.expected_on | day }}
{%- if product.substitute %}
  Out of stock at the moment. Instead: {{ product.substitute.name }} {{ product.substitute.link_url }}
{%- endif %}
  {{ product.reason }}
  Another day suits me better: {{ product.change_date_link }}
{% endfor %}${offerWords}
Look at my shelf: {{ links.shelf }}

Still have plenty? Tell us on your shelf and we will wait.

{{ shop.name }}
You get this because you agreed to reminders from us.
Stop reminders, for one product or for all: {{ links.stop }}
`,
  },
  'zh-CN': {
    subject: `{% if headline == nil %}来自{{ shop.name }}的提醒{% elsif products.size == 1 %}又到{{ headline }}的时候了？{% else %}{{ headline }}等 {{ products.size }} 件商品，又到时候了？{% endif %}`,
    preheader: `{% if headline == nil %}您的物品架上可能有东西快用完了。{% else %}预计在{{ products[0].expected_on | day }}前后。日期不对？轻点一下即可修改。{% endif %}`,
    body: `
      ${paragraphs('{% if customer.name != "" %}{{ customer.name }}，{% endif %}您好：', '根据您以往的订单，以下商品可能又快需要了。')}
      ${cards('预计 {{ product.expected_on | day }}前后', '换个日期', '暂时缺货，可以选择：')}
      ${offer}
      ${button('{{ links.shelf }}', '查看我的物品架')}
      ${paragraphs('还有富余？在物品架上告诉我们一声，我们会晚些再提醒。无需回复本邮件。')}`,
    footer: `您同意接收{{ shop.name }}的提醒，因此收到本邮件。<a href="{{ links.stop }}">停止提醒</a>（可选某件商品或全部）。`,
    text: `{% if customer.name != "" %}{{ customer.name }}，{% endif %}您好：

根据您以往的订单，以下商品可能又快需要了。
{% for product in products %}
* {{ product.name }}，预计 {{ product.expected_on | day }}前后
{%- if product.substitute %}
  暂时缺货，可以选择：{{ product.substitute.name }} {{ product.substitute.link_url }}
{%- endif %}
  {{ product.reason }}
  换个日期：{{ product.change_date_link }}
{% endfor %}${offerWords}
查看我的物品架：{{ links.shelf }}

还有富余？在物品架上告诉我们一声，我们会晚些再提醒。

{{ shop.name }}
您同意接收我们的提醒，因此收到本邮件。
停止提醒（可选某件商品或全部）：{{ links.stop }}
`,
  },
};

function cards(expected: string, changeDate: string, instead: string): string {
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
          <mj-text padding="6px 24px 0">${instead} {% if product.substitute.link_url %}<a href="{{ product.substitute.link_url }}">{{ product.substitute.name }}</a>{% else %}{{ product.substitute.name }}{% endif %}</mj-text>
          <mj-raw>{% endif %}</mj-raw>
          <mj-text mj-class="small" css-class="small" padding="6px 24px 0">{{ product.reason }}</mj-text>
          <mj-text padding="8px 24px"><a href="{{ product.change_date_link }}">${changeDate}</a></mj-text>
        </mj-column>
      </mj-section>
      <mj-raw>{% endfor %}</mj-raw>`;
}

/** Said once more, shorter, and never again about the same order. */
export const reminderFollowUp: TemplateSources = {
  en: {
    subject: `{% if headline == nil %}Once more from {{ shop.name }}{% elsif products.size == 1 %}Still on your list? {{ headline }}{% else %}Still on your list? {{ headline }} and {{ others }} more{% endif %}`,
    preheader: `{% if headline == nil %}The last time we mention it.{% else %}The last time we mention it. If you have plenty, one tap is enough.{% endif %}`,
    body: `
      ${paragraphs(
        'Hello{% if customer.name != "" %} {{ customer.name }}{% endif %},',
        '{% if products.size == 1 %}we thought this might be running low by now.{% else %}we thought these might be running low by now.{% endif %} We will not write about it again.',
      )}
      ${cards('expected around {{ product.expected_on | day }}', 'Another day suits me better', 'Out of stock at the moment. Instead:')}
      ${offer}
      ${button('{{ links.shelf }}', 'Look at my shelf')}
      ${paragraphs('Bought it somewhere else, or still have plenty? Tell us on your shelf and the next reminder comes at a better time.')}`,
    footer: `You get this because you agreed to reminders from {{ shop.name }}. <a href="{{ links.stop }}">Stop reminders</a>, for one product or for all.`,
    text: `Hello{% if customer.name != "" %} {{ customer.name }}{% endif %},

we thought {% if products.size == 1 %}this{% else %}these{% endif %} might be running low by now. We will not write about it again.
{% for product in products %}
* {{ product.name }}, expected around {{ product.expected_on | day }}
{%- if product.substitute %}
  Out of stock at the moment. Instead: {{ product.substitute.name }} {{ product.substitute.link_url }}
{%- endif %}
  {{ product.reason }}
  Another day suits me better: {{ product.change_date_link }}
{% endfor %}${offerWords}
Look at my shelf: {{ links.shelf }}

Bought it somewhere else, or still have plenty? Tell us on your shelf and the next reminder comes at a better time.

{{ shop.name }}
You get this because you agreed to reminders from us.
Stop reminders, for one product or for all: {{ links.stop }}
`,
  },
  'zh-CN': {
    subject: `{% if headline == nil %}{{ shop.name }}再提醒您一次{% elsif products.size == 1 %}还需要{{ headline }}吗？{% else %}还需要{{ headline }}等 {{ products.size }} 件商品吗？{% endif %}`,
    preheader: `{% if headline == nil %}这是最后一次提醒。{% else %}这是最后一次提醒。还有富余的话，轻点一下即可。{% endif %}`,
    body: `
      ${paragraphs('{% if customer.name != "" %}{{ customer.name }}，{% endif %}您好：', '以下商品可能已所剩不多。关于这次，我们不会再提醒。')}
      ${cards('预计 {{ product.expected_on | day }}前后', '换个日期', '暂时缺货，可以选择：')}
      ${offer}
      ${button('{{ links.shelf }}', '查看我的物品架')}
      ${paragraphs('在别处买了，或者还有富余？在物品架上告诉我们一声，下次提醒会更合时宜。')}`,
    footer: `您同意接收{{ shop.name }}的提醒，因此收到本邮件。<a href="{{ links.stop }}">停止提醒</a>（可选某件商品或全部）。`,
    text: `{% if customer.name != "" %}{{ customer.name }}，{% endif %}您好：

以下商品可能已所剩不多。关于这次，我们不会再提醒。
{% for product in products %}
* {{ product.name }}，预计 {{ product.expected_on | day }}前后
{%- if product.substitute %}
  暂时缺货，可以选择：{{ product.substitute.name }} {{ product.substitute.link_url }}
{%- endif %}
  {{ product.reason }}
  换个日期：{{ product.change_date_link }}
{% endfor %}${offerWords}
查看我的物品架：{{ links.shelf }}

在别处买了，或者还有富余？在物品架上告诉我们一声，下次提醒会更合时宜。

{{ shop.name }}
您同意接收我们的提醒，因此收到本邮件。
停止提醒（可选某件商品或全部）：{{ links.stop }}
`,
  },
};

// A text message shows on a locked screen whole, so a sensitive product is not named anywhere in it.
export const reminderWords: TemplateSources = {
  en: wordsOnly(
    `{{ shop.name }}: {% if headline == nil %}something on your shelf may be due{% elsif products.size == 1 %}time for {{ headline }} again?{% else %}time again for {{ headline }} and {{ others }} more?{% endif %} {{ links.shelf }} Reply STOP to stop.`,
  ),
  'zh-CN': wordsOnly(
    `【{{ shop.name }}】{% if headline == nil %}您的物品架上可能有东西快用完了{% elsif products.size == 1 %}又到{{ headline }}的时候了？{% else %}{{ headline }}等{{ products.size }}件商品又到时候了？{% endif %} {{ links.shelf }} 回复“退订”停止提醒`,
  ),
};

export const reminderFollowUpWords: TemplateSources = {
  en: wordsOnly(
    `{{ shop.name }}: {% if headline == nil %}once more: something on your shelf may be due{% elsif products.size == 1 %}still need {{ headline }}?{% else %}still need {{ headline }} and {{ others }} more?{% endif %} {{ links.shelf }} We won't ask again. Reply STOP to stop.`,
  ),
  'zh-CN': wordsOnly(
    `【{{ shop.name }}】{% if headline == nil %}再提醒一次：物品架上可能有东西快用完了{% elsif products.size == 1 %}还需要{{ headline }}吗？{% else %}还需要{{ headline }}等{{ products.size }}件商品吗？{% endif %} {{ links.shelf }} 本次不再提醒，回复“退订”停止提醒`,
  ),
};
