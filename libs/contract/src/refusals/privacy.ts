import type { Refusals } from './refusal.js';

export const privacy = {
  'wording-unknown': {
    status: 422,
    en: 'No wording is kept under the version {version}. Add its text first, so that the proof can show what was agreed to.',
    'zh-CN': '没有版本为 {version} 的同意文本。请先添加该文本，以便凭证能够显示客户所同意的内容。',
  },
  'wording-exists': {
    status: 409,
    en: 'The version {version} exists already. A wording never changes; give the new one another version.',
    'zh-CN': '版本 {version} 已存在。文本不可更改，请为新文本使用其他版本名。',
  },
  'consent-in-future': { status: 422, en: 'The decision lies in the future.', 'zh-CN': '该决定的时间在未来。' },
  'idempotency-key-reused': { status: 422, en: 'This Idempotency-Key was used for another decision.', 'zh-CN': '该 Idempotency-Key 已用于另一项决定。' },
} as const satisfies Refusals;
