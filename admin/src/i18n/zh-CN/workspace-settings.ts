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
  sender: {
    title: '发件地址',
    text: '使用自有域名发信更容易获得客户信任，也更少被当作垃圾邮件。',
    now: '发给客户的邮件来自 %{address}。',
    awaited: '在找到下方记录之前，邮件将以您的名称从 %{address} 发出。',
    address: '自有发件地址',
    help: '须属于您的域名，例如 hello@your-shop.example。留空则使用平台的地址。',
    put: '请将此记录添加到您域名的 DNS。它用于证明域名归您所有，收件方也据此核实邮件确实由您发出。',
    record_name: '%{type} 记录名称',
    record_value: '%{type} 记录值',
    copy: '复制：%{what}',
    copied: '已复制',
    look: '立即检查',
    found: {
      'our-key': '已找到该记录。',
      'no-record': '尚未找到该记录。DNS 更改可能需要数小时才能生效；我们会在一周内每小时检查一次。',
      'another-key': '存在同名记录，但内容不同。请原样复制记录值，并确保只有一条。',
      'no-answer': '您域名的 DNS 未响应，我们将在一小时内再次查询。',
    },
  },
};
