import type { InAnotherLanguage } from '../Catalogue';
import type { apiKeys as english } from '../en/api-keys';

export const apiKeys: InAnotherLanguage<typeof english> = {
  name: 'API 密钥',
  lead: '您的商城或脚本以本工作区名义调用 API 的密钥。每个密钥只能执行您允许的操作。',
  fields: { name: '名称', shownPrefix: '开头', scopes: '权限', createdAt: '创建时间', lastUsedAt: '最近使用' },
  never_used: '从未使用',
  empty: { title: '还没有密钥', text: '当其他程序需要在此读写数据时，请创建密钥。' },
  create: { button: '新建密钥', title: '新建 API 密钥', name_help: '用途说明，例如“网上商城”。', submit: '创建密钥', kept: '我已妥善保存' },
  key: 'API 密钥',
  shown_once: '密钥只显示这一次，请立即妥善保存，之后无法再查看。',
  copy: '复制',
  copied: '已复制',
  revoke: { button: '撤销', title: '撤销该密钥？', text: '仍在使用“%{name}”的程序将立即被拒绝，且密钥无法恢复。', done: '已撤销' },
};
