import { aboutTheShelf } from './shelf-mail.js';
import { type TemplateSources, wordsOnly } from './template.js';

// Neutral about the kind of product: coffee, a water filter and a haircut all "come round again".
export const reminder: TemplateSources = {
  en: aboutTheShelf('en', {
    subject: `{% if headline == nil %}A reminder from {{ shop.name }}{% elsif products.size == 1 %}Time for {{ headline }} again?{% else %}Time again for {{ headline }} and {{ others }} more?{% endif %}`,
    preheader: `{% if headline == nil %}Something on your shelf may be due.{% else %}Expected around {{ products[0].expected_on | day }}. Change the date in one tap if that is wrong.{% endif %}`,
    opening: 'Going by your past orders, {% if products.size == 1 %}this{% else %}these{% endif %} may be coming round again.',
    closing: 'Still have plenty? Tell us on your shelf and we will wait. No need to answer this mail.',
  }),
  'zh-CN': aboutTheShelf('zh-CN', {
    subject: `{% if headline == nil %}来自{{ shop.name }}的提醒{% elsif products.size == 1 %}又到{{ headline }}的时候了？{% else %}{{ headline }}等 {{ products.size }} 件商品，又到时候了？{% endif %}`,
    preheader: `{% if headline == nil %}您的物品架上可能有东西快用完了。{% else %}预计在{{ products[0].expected_on | day }}前后。日期不对？轻点一下即可修改。{% endif %}`,
    opening: '根据您以往的订单，以下商品可能又快需要了。',
    closing: '还有富余？在物品架上告诉我们一声，我们会晚些再提醒。无需回复本邮件。',
  }),
};

/** Said once more, shorter, and never again about the same order. */
export const reminderFollowUp: TemplateSources = {
  en: aboutTheShelf('en', {
    subject: `{% if headline == nil %}Once more from {{ shop.name }}{% elsif products.size == 1 %}Still on your list? {{ headline }}{% else %}Still on your list? {{ headline }} and {{ others }} more{% endif %}`,
    preheader: `{% if headline == nil %}The last time we mention it.{% else %}The last time we mention it. If you have plenty, one tap is enough.{% endif %}`,
    opening: 'We thought {% if products.size == 1 %}this{% else %}these{% endif %} might be running low by now. We will not write about it again.',
    closing: 'Bought it somewhere else, or still have plenty? Tell us on your shelf and the next reminder comes at a better time.',
  }),
  'zh-CN': aboutTheShelf('zh-CN', {
    subject: `{% if headline == nil %}{{ shop.name }}再提醒您一次{% elsif products.size == 1 %}还需要{{ headline }}吗？{% else %}还需要{{ headline }}等 {{ products.size }} 件商品吗？{% endif %}`,
    preheader: `{% if headline == nil %}这是最后一次提醒。{% else %}这是最后一次提醒。还有富余的话，轻点一下即可。{% endif %}`,
    opening: '以下商品可能已所剩不多。关于这次，我们不会再提醒。',
    closing: '在别处买了，或者还有富余？在物品架上告诉我们一声，下次提醒会更合时宜。',
  }),
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
