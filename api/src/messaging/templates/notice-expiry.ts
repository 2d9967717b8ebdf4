import { button, paragraphs } from './layout.js';
import { type TemplateSources, wordsOnly } from './template.js';

/** Whether it is still running (`days_left` from 0 up) or in grace. */
const noDayIsLost = {
  en: '{% if auto_renew %}It renews by itself with your saved payment method. There is nothing to do, unless you want to change something.{% elsif days_left >= 0 %}Renewing early loses nothing: the new period begins when the present one ends, whichever day you pay.{% else %}Renewing now loses nothing: the new period begins where the last one ended.{% endif %}',
  'zh-CN': '{% if auto_renew %}届时将使用您保存的付款方式自动续费，无需操作。{% elsif days_left >= 0 %}提前续费不会损失天数：无论哪天付款，新周期都从当前周期结束时开始。{% else %}现在续费不会损失天数：新周期从上一周期结束时开始。{% endif %}',
};
const whatIsDeleted = {
  en: 'The plan was not renewed. Your data is kept through <b>{{ data_kept_through | day }}</b> and then deleted for good. Until then you can export it, or renew and go on.',
  'zh-CN': '套餐未续费。您的数据将保留至<b>{{ data_kept_through | day }}</b>，之后永久删除。在此之前您可以导出数据，或续费后继续使用。',
};
const asText = (html: string) => html.replaceAll(/<\/?b>/g, '');
const whatComesAfter = {
  en: '{% if days_left < 0 %}Everything{% else %}If it lapses, everything{% endif %} keeps working through {{ grace_through | day }}. After that the workspace is read-only until it is renewed.',
  'zh-CN': '{% if days_left >= 0 %}若未及时续费，{% endif %}{{ grace_through | day }}（含）前一切功能照常；之后工作区将变为只读，直至续费。',
};

export const noticeExpiry: TemplateSources = {
  en: {
    subject: `{% if data_kept_through %}Your data is deleted after {{ data_kept_through | day }}{% elsif days_left > 1 %}Your plan runs for {{ days_left }} more days{% elsif days_left == 1 %}Your plan runs until tomorrow{% elsif days_left == 0 %}Your plan ends today{% else %}Your plan has ended{% endif %}`,
    preheader: `{{ plan_name }} for {{ workspace_name }} is paid through {{ paid_through | day }}.`,
    body: `
      ${paragraphs(
        'The plan <b>{{ plan_name }}</b> for <b>{{ workspace_name }}</b> is paid through <b>{{ paid_through | day }}</b>.',
        `{% if data_kept_through %}${whatIsDeleted.en}{% else %}${noDayIsLost.en}{% endif %}`,
        `{% if grace_through and data_kept_through == null %}${whatComesAfter.en}{% endif %}`,
      )}
      ${button('{{ renew_url }}', '{% if auto_renew %}Look at my plan{% else %}Renew now{% endif %}')}`,
    footer: `You get this because you are responsible for the plan of {{ workspace_name }}.`,
    text: `The plan {{ plan_name }} for {{ workspace_name }} is paid through {{ paid_through | day }}.

{% if data_kept_through %}${asText(whatIsDeleted.en)}{% else %}${noDayIsLost.en}{% endif %}
{% if grace_through and data_kept_through == null %}
${whatComesAfter.en}
{% endif %}
{{ renew_url }}

You get this because you are responsible for the plan of {{ workspace_name }}.
`,
  },
  'zh-CN': {
    subject: `{% if data_kept_through %}您的数据将在{{ data_kept_through | day }}之后删除{% elsif days_left > 1 %}您的套餐还有 {{ days_left }} 天到期{% elsif days_left == 1 %}您的套餐明天到期{% elsif days_left == 0 %}您的套餐今天到期{% else %}您的套餐已到期{% endif %}`,
    preheader: `{{ workspace_name }}的{{ plan_name }}套餐有效期至{{ paid_through | day }}。`,
    body: `
      ${paragraphs(
        '<b>{{ workspace_name }}</b>的套餐<b>{{ plan_name }}</b>有效期至<b>{{ paid_through | day }}</b>。',
        `{% if data_kept_through %}${whatIsDeleted['zh-CN']}{% else %}${noDayIsLost['zh-CN']}{% endif %}`,
        `{% if grace_through and data_kept_through == null %}${whatComesAfter['zh-CN']}{% endif %}`,
      )}
      ${button('{{ renew_url }}', '{% if auto_renew %}查看套餐{% else %}立即续费{% endif %}')}`,
    footer: `您是{{ workspace_name }}的套餐负责人，因此收到本邮件。`,
    text: `{{ workspace_name }}的套餐{{ plan_name }}有效期至{{ paid_through | day }}。

{% if data_kept_through %}${asText(whatIsDeleted['zh-CN'])}{% else %}${noDayIsLost['zh-CN']}{% endif %}
{% if grace_through and data_kept_through == null %}
${whatComesAfter['zh-CN']}
{% endif %}
{{ renew_url }}

您是{{ workspace_name }}的套餐负责人，因此收到本邮件。
`,
  },
};

export const noticeExpiryWords: TemplateSources = {
  en: wordsOnly(
    `Perennial: {{ plan_name }} for {{ workspace_name }} {% if days_left > 1 %}ends in {{ days_left }} days{% elsif days_left == 1 %}ends tomorrow{% elsif days_left == 0 %}ends today{% else %}has ended{% endif %}. {{ renew_url }}`,
  ),
  'zh-CN': wordsOnly(
    `【Perennial】{{ workspace_name }}的{{ plan_name }}套餐{% if days_left > 1 %}还有{{ days_left }}天到期{% elsif days_left == 1 %}明天到期{% elsif days_left == 0 %}今天到期{% else %}已到期{% endif %}。{{ renew_url }}`,
  ),
};
