import type { Refusals } from './refusal.js';

export const general = {
  'invalid-input': { status: 400, en: 'Some of the fields are not valid.', 'zh-CN': '部分字段无效。' },
  'not-found': { status: 404, en: 'There is no such thing here.', 'zh-CN': '找不到该内容。' },
  'too-large': { status: 413, en: 'That is too large.', 'zh-CN': '内容过大。' },
  'unsupported-media-type': { status: 415, en: 'That kind of content is not understood here.', 'zh-CN': '不支持该内容类型。' },
  'conflict': { status: 409, en: 'Somebody changed this at the same time. Look again and repeat.', 'zh-CN': '内容已被同时修改，请刷新后重试。' },
  'not-available': { status: 503, en: 'This is not available at the moment. Try again shortly.', 'zh-CN': '暂时无法使用，请稍后再试。' },
  'internal-error': { status: 500, en: 'Something went wrong on our side. The request id helps us find it.', 'zh-CN': '系统出现错误，请提供请求编号以便排查。' },
} as const satisfies Refusals;
