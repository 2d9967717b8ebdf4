import type { InAnotherLanguage } from '../Catalogue';
import type { members as english } from '../en/members';

export const members: InAnotherLanguage<typeof english> = {
  name: '成员',
  lead: '谁在这个工作区工作，以及各自的权限。',
  fields: { name: '姓名', email: '邮箱', role: '角色', since: '加入时间' },
  roles: { staff: '员工', admin: '管理员', owner: '所有者' },
  role_of: '%{name} 的角色',
  role_changed: '角色已更改',
  remove: { button: '移除', title: '移除该成员？', text: '%{name} 将立即失去访问权限，其操作记录会保留。', done: '成员已移除' },
  leave: { button: '退出', title: '退出该工作区？', text: '您将立即失去访问权限，之后需由其他成员重新邀请。' },
  invite: {
    button: '邀请',
    title: '邀请成员',
    role_help: '员工负责日常工作；管理员还可管理成员、密钥和设置；所有者还可管理套餐。',
    locale: '邮件语言',
    send: '发送邀请',
    done: '邀请正在发送途中',
  },
  invitations: { title: '尚未接受的邀请', until: '有效期至 %{when}', expired: '已于 %{when} 过期', revoke: '撤销', revoked: '邀请已撤销' },
  accept: {
    title: '加入 %{workspace}',
    text: '此邀请发送给 %{email}，角色为%{role}。',
    sign_in_first: '%{email} 已有账号。请先登录，再回到此页面。',
    submit: '接受邀请',
    gone: '该邀请无效',
  },
};
