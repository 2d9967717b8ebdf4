import { button, paragraphs } from './layout.js';
import { type TemplateSources, wordsOnly } from './template.js';

/** Whether it is still running (`days_left` from 0 up) or in grace: by then a saved payment method has not worked so far. */
const noDayIsLost = {
  en: '{% if auto_renew and days_left >= 0 %}It renews by itself with your saved payment method. There is nothing to do, unless you want to change something.{% elsif auto_renew %}Your saved payment method is tried again by itself. To be sure, you can pay another way now; the new period begins where the last one ended.{% elsif days_left >= 0 %}Renewing early loses nothing: the new period begins when the present one ends, whichever day you pay.{% else %}Renewing now loses nothing: the new period begins where the last one ended.{% endif %}',
  'zh-CN': '{% if auto_renew and days_left >= 0 %}届时将使用您保存的付款方式自动续费，无需操作。{% elsif auto_renew %}系统会再次尝试您保存的付款方式。为稳妥起见，您也可以现在改用其他方式付款；新周期从上一周期结束时开始。{% elsif days_left >= 0 %}提前续费不会损失天数：无论哪天付款，新周期都从当前周期结束时开始。{% else %}现在续费不会损失天数：新周期从上一周期结束时开始。{% endif %}',
};
const whatIsDeleted = {
  en: 'The plan was not renewed. Your data is kept through <b>{{ data_kept_through | day }}</b> and then deleted for good. Until then you can export it, or renew and go on.',
  'zh-CN': '套餐未续费。您的数据将保留至<b>{{ data_kept_through | day }}</b>，之后永久删除。在此之前您可以导出数据，或续费后继续使用。',
};
const isPaid = { en: '{% if days_left < 0 %}was{% else %}is{% endif %} paid' };
const asText = (html: string) => html.replaceAll(/<\/?b>/g, '');
const whatComesAfter = {
  en: '{% if before_suspension %}Everything keeps working through {{ grace_through | day }}. After that the workspace is read-only: you can look at everything and export it, but no reminder is sent. Nothing is deleted on that day, and paying brings everything back at once.{% else %}{% if days_left < 0 %}Everything{% else %}If it lapses, everything{% endif %} keeps working through {{ grace_through | day }}. After that the workspace is read-only until it is renewed.{% endif %}',
  'zh-CN': '{% if before_suspension %}{{ grace_through | day }}（含）前一切功能照常；之后工作区将变为只读：您仍可查看和导出全部内容，但不再发送提醒。当天不会删除任何数据，付款后立即恢复。{% else %}{% if days_left >= 0 %}若未及时续费，{% endif %}{{ grace_through | day }}（含）前一切功能照常；之后工作区将变为只读，直至续费。{% endif %}',
};

export const noticeExpiry: TemplateSources = {
  en: {
    subject: `{% if data_kept_through %}Your data is deleted after {{ data_kept_through | day }}{% elsif before_suspension %}Your workspace is read-only after {{ grace_through | day }}{% elsif days_left > 1 %}Your plan runs for {{ days_left }} more days{% elsif days_left == 1 %}Your plan runs until tomorrow{% elsif days_left == 0 %}Your plan ends today{% elsif grace_through %}Your plan has ended, everything still works through {{ grace_through | day }}{% else %}Your plan has ended{% endif %}`,
    preheader: `{% if data_kept_through %}Until then you can export it, or renew and go on.{% elsif before_suspension %}Nothing is deleted then, and paying brings everything back at once.{% else %}{{ plan_name }} for {{ workspace_name }} ${isPaid.en} through {{ paid_through | day }}.{% endif %}`,
    body: `
      ${paragraphs(
        `The plan <b>{{ plan_name }}</b> for <b>{{ workspace_name }}</b> ${isPaid.en} through <b>{{ paid_through | day }}</b>.`,
        `{% if data_kept_through %}${whatIsDeleted.en}{% else %}${noDayIsLost.en}{% endif %}`,
        `{% if grace_through and data_kept_through == null %}${whatComesAfter.en}{% endif %}`,
      )}
      ${button('{{ renew_url }}', '{% if auto_renew and days_left >= 0 %}Look at my plan{% else %}Renew now{% endif %}')}`,
    footer: `You get this because you are responsible for the plan of {{ workspace_name }}.`,
    text: `The plan {{ plan_name }} for {{ workspace_name }} ${isPaid.en} through {{ paid_through | day }}.

{% if data_kept_through %}${asText(whatIsDeleted.en)}{% else %}${noDayIsLost.en}{% endif %}
{% if grace_through and data_kept_through == null %}
${whatComesAfter.en}
{% endif %}
{{ renew_url }}

You get this because you are responsible for the plan of {{ workspace_name }}.
`,
  },
  'zh-CN': {
    subject: `{% if data_kept_through %}您的数据将在{{ data_kept_through | day }}之后删除{% elsif before_suspension %}{{ grace_through | day }}之后，您的工作区将变为只读{% elsif days_left > 1 %}您的套餐还有 {{ days_left }} 天到期{% elsif days_left == 1 %}您的套餐明天到期{% elsif days_left == 0 %}您的套餐今天到期{% elsif grace_through %}您的套餐已到期，{{ grace_through | day }}（含）前功能照常{% else %}您的套餐已到期{% endif %}`,
    preheader: `{% if data_kept_through %}在此之前您可以导出数据，或续费后继续使用。{% elsif before_suspension %}届时不会删除数据，付款后立即恢复。{% else %}{{ workspace_name }}的{{ plan_name }}套餐有效期至{{ paid_through | day }}。{% endif %}`,
    body: `
      ${paragraphs(
        '<b>{{ workspace_name }}</b>的<b>{{ plan_name }}</b>套餐有效期至<b>{{ paid_through | day }}</b>。',
        `{% if data_kept_through %}${whatIsDeleted['zh-CN']}{% else %}${noDayIsLost['zh-CN']}{% endif %}`,
        `{% if grace_through and data_kept_through == null %}${whatComesAfter['zh-CN']}{% endif %}`,
      )}
      ${button('{{ renew_url }}', '{% if auto_renew and days_left >= 0 %}查看套餐{% else %}立即续费{% endif %}')}`,
    footer: `您是{{ workspace_name }}的套餐负责人，因此收到本邮件。`,
    text: `{{ workspace_name }}的{{ plan_name }}套餐有效期至{{ paid_through | day }}。

{% if data_kept_through %}${asText(whatIsDeleted['zh-CN'])}{% else %}${noDayIsLost['zh-CN']}{% endif %}
{% if grace_through and data_kept_through == null %}
${whatComesAfter['zh-CN']}
{% endif %}
{{ renew_url }}

您是{{ workspace_name }}的套餐负责人，因此收到本邮件。
`,
  },
};

// A text message has room for one thing: what happens next, and when.
export const noticeExpiryWords: TemplateSources = {
  en: wordsOnly(
    `Perennial: {% if data_kept_through %}the data of {{ workspace_name }} is deleted after {{ data_kept_through | day }}. Export it or renew{% elsif before_suspension %}{{ workspace_name }} is read-only after {{ grace_through | day }}. Paying brings it back at once{% else %}{{ plan_name }} for {{ workspace_name }} {% if days_left > 1 %}ends in {{ days_left }} days{% elsif days_left == 1 %}ends tomorrow{% elsif days_left == 0 %}ends today{% else %}has ended{% if grace_through %}; all works through {{ grace_through | day }}{% endif %}{% endif %}{% endif %}. {{ renew_url }}`,
  ),
  'zh-CN': wordsOnly(
    `【Perennial】{% if data_kept_through %}{{ workspace_name }}的数据将在{{ data_kept_through | day }}之后删除，请导出或续费{% elsif before_suspension %}{{ grace_through | day }}之后，{{ workspace_name }}将变为只读，付款后立即恢复{% else %}{{ workspace_name }}的{{ plan_name }}套餐{% if days_left > 1 %}还有{{ days_left }}天到期{% elsif days_left == 1 %}明天到期{% elsif days_left == 0 %}今天到期{% else %}已到期{% if grace_through %}，{{ grace_through | day }}（含）前功能照常{% endif %}{% endif %}{% endif %}。{{ renew_url }}`,
  ),
};
