import type { InAnotherLanguage } from '../Catalogue';
import type { workspaceSettings as english } from '../en/workspace-settings';

export const workspaceSettings: InAnotherLanguage<typeof english> = {
  name: '设置',
  lead: '本工作区的名称、语言、时区和货币。',
  fields: { name: '名称', senderName: '发件人名称', replyTo: '回复邮箱', timeZone: '时区', locale: '语言', currency: '货币' },
  help: {
    name: '团队看到的名称。',
    senderName: '客户收到邮件时看到的发件人。',
    replyTo: '客户回复邮件的接收地址；无人查看时请留空。',
    timeZone: '以此时区划分日期，也用于没有单独设置时区的客户。',
    locale: '用于语言未知的客户。',
    currency: '三位字母代码，例如 CNY；用于未注明货币的金额。',
  },
  saved: '设置已保存',
};
