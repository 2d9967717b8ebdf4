import { button, paragraphs } from './layout.js';
import type { TemplateSources } from './template.js';

const NOT_ASKED = {
  en: 'If you did not ask for this, you can leave this mail alone: nothing happens without the link.',
  'zh-CN': '如果这不是您本人的操作，请忽略本邮件；不点击链接就不会发生任何变化。',
};

export const portalSignIn: TemplateSources = {
  en: {
    subject: 'Your shelf at {{ shop.name }}',
    preheader: 'The link works once and only for a short while.',
    body: `${paragraphs('Here is the link to your shelf. It works once and only for a short while.')}${button('{{ url }}', 'Open my shelf')}`,
    footer: NOT_ASKED.en,
    text: `Here is the link to your shelf at {{ shop.name }}. It works once and only for a short while.

{{ url }}

${NOT_ASKED.en}
`,
  },
  'zh-CN': {
    subject: '您在{{ shop.name }}的物品架',
    preheader: '链接仅可使用一次，请尽快使用。',
    body: `${paragraphs('请点击下方按钮打开您的物品架。链接仅可使用一次，请尽快使用。')}${button('{{ url }}', '打开我的物品架')}`,
    footer: NOT_ASKED['zh-CN'],
    text: `这是您在{{ shop.name }}的物品架链接，仅可使用一次，请尽快使用。

{{ url }}

${NOT_ASKED['zh-CN']}
`,
  },
};

export const invitation: TemplateSources = {
  en: {
    subject: 'You are invited to {{ shop.name }}',
    preheader: 'Join the workspace on Perennial. The invitation is good for a few days.',
    body: `${paragraphs('You are invited to work in <b>{{ shop.name }}</b> on Perennial. The invitation is good for a few days.')}${button('{{ url }}', 'Accept the invitation')}`,
    footer: 'If you do not know what this is about, you can leave this mail alone.',
    text: `You are invited to work in {{ shop.name }} on Perennial. The invitation is good for a few days.

{{ url }}

If you do not know what this is about, you can leave this mail alone.
`,
  },
  'zh-CN': {
    subject: '邀请您加入{{ shop.name }}',
    preheader: '邀请数日内有效。',
    body: `${paragraphs('邀请您加入 Perennial 工作区<b>{{ shop.name }}</b>。邀请数日内有效。')}${button('{{ url }}', '接受邀请')}`,
    footer: '如果您不清楚邀请的来由，请忽略本邮件。',
    text: `邀请您加入 Perennial 工作区{{ shop.name }}。邀请数日内有效。

{{ url }}

如果您不清楚邀请的来由，请忽略本邮件。
`,
  },
};

export const passwordReset: TemplateSources = {
  en: {
    subject: 'Choose a new password',
    preheader: 'The link works once and only for a short while.',
    body: `${paragraphs('Hello{% if name != "" %} {{ name }}{% endif %}. Somebody, hopefully you, asked for a new password. The link works once and only for a short while.')}${button('{{ url }}', 'Choose a new password')}`,
    footer: NOT_ASKED.en,
    text: `Hello{% if name != "" %} {{ name }}{% endif %}. Somebody, hopefully you, asked for a new password. The link works once and only for a short while.

{{ url }}

${NOT_ASKED.en}
`,
  },
  'zh-CN': {
    subject: '设置新密码',
    preheader: '链接仅可使用一次，请尽快使用。',
    body: `${paragraphs('我们收到了为您的账户设置新密码的请求。链接仅可使用一次，请尽快使用。')}${button('{{ url }}', '设置新密码')}`,
    footer: NOT_ASKED['zh-CN'],
    text: `我们收到了为您的账户设置新密码的请求。链接仅可使用一次，请尽快使用。

{{ url }}

${NOT_ASKED['zh-CN']}
`,
  },
};

export const emailVerification: TemplateSources = {
  en: {
    subject: 'Please confirm your address',
    preheader: 'One tap, and we know that our mails reach you.',
    body: `${paragraphs('One tap, and we know that our mails reach you.')}${button('{{ url }}', 'Confirm my address')}`,
    footer: NOT_ASKED.en,
    text: `One tap, and we know that our mails reach you.

{{ url }}

${NOT_ASKED.en}
`,
  },
  'zh-CN': {
    subject: '请确认您的邮箱',
    preheader: '轻点一下，让我们知道邮件能送达您。',
    body: `${paragraphs('轻点一下，让我们知道邮件能送达您。')}${button('{{ url }}', '确认邮箱')}`,
    footer: NOT_ASKED['zh-CN'],
    text: `轻点一下，让我们知道邮件能送达您。

{{ url }}

${NOT_ASKED['zh-CN']}
`,
  },
};
