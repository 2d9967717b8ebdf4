import { escapeHtml, plainPage } from '../../../platform/http/index.js';

type Locale = 'en' | 'zh-CN';

export interface ConfirmationFacts {
  readonly workspaceName: string;
  readonly total: string;
  readonly cardLast4: string;
  readonly stage: 'ask' | 'at-the-bank' | 'processing' | 'paid' | 'over';
  /** The bank's page; the browser goes there by itself. */
  readonly bankUrl: string | null;
}

const TEXTS = {
  en: {
    title: 'Confirm the payment',
    ask: (f: ConfirmationFacts) => `Your bank wants you to confirm the payment of ${f.total} for the plan of ${f.workspaceName} with the card ending in ${f.cardLast4}. Nothing has been charged yet.`,
    yes: 'Confirm with my bank',
    bank: 'Your bank asks you now. If nothing happens, follow this link:',
    toBank: 'To my bank',
    processing: 'The bank is working on it. You will get the receipt by e-mail.',
    paid: 'Paid. Thank you! The receipt is on its way by e-mail.',
    over: 'This payment is no longer open, and nothing was charged by it.',
  },
  'zh-CN': {
    title: '确认付款',
    ask: (f: ConfirmationFacts) => `您的银行需要您确认：使用尾号 ${f.cardLast4} 的银行卡为${f.workspaceName}的套餐支付 ${f.total}。目前尚未扣款。`,
    yes: '前往银行确认',
    bank: '银行正在请您确认。若页面没有跳转，请点击：',
    toBank: '前往银行',
    processing: '银行正在处理，收据将通过邮件发送给您。',
    paid: '付款成功，谢谢！收据将通过邮件发送给您。',
    over: '该付款已结束，未因此产生扣款。',
  },
} as const;

/** The page behind the link in the mail. It works without scripts. */
export function confirmationPage(locale: Locale, facts: ConfirmationFacts): string {
  const text = TEXTS[locale];
  const toBank = facts.bankUrl === null ? '' : `<meta http-equiv="refresh" content="0;url=${escapeHtml(facts.bankUrl)}">`;
  return plainPage({ locale, title: text.title, content: content(locale, facts), head: toBank });
}

function content(locale: Locale, facts: ConfirmationFacts): string {
  const text = TEXTS[locale];
  switch (facts.stage) {
    case 'ask':
      return `<p>${escapeHtml(text.ask(facts))}</p><form method="post"><button type="submit">${text.yes}</button></form>`;
    case 'at-the-bank':
      return `<p>${text.bank}</p><p><a class="button" href="${escapeHtml(facts.bankUrl ?? '')}">${text.toBank}</a></p>`;
    default:
      return `<p role="status">${text[facts.stage]}</p>`;
  }
}
