/** What somebody's answer to a message of ours asks for. `words`: a person has to read it. `machine`: nobody wrote it. */
export type ReplyKind = 'machine' | 'stop' | 'still-have-some' | 'words';

export interface IncomingReply {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** By name in small letters. */
  readonly headers: ReadonlyMap<string, string>;
}

const MACHINE_SUBJECT =
  /^\s*(re:\s*)?(automatic(ally)? (reply|response)|auto[- ]?(reply|response)|out of (the )?office|away from (the )?office|i am (currently )?(out|away)|undeliver(ed|able)|delivery (status|failure)|mail delivery|自动(回复|答复)|自動回覆|外出|不在办公室|休假(中|通知)?|假期|退信|系统退信|投递失败)/iu;
const MACHINE_SENDER = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+@-]|$)/i;
/** Where the mail that is answered begins. */
const QUOTED = [
  /^\s*>/u,
  /^\s*On .{5,200} wrote:\s*$/iu,
  /^\s*在.{3,200}(写道|写到)[：:]\s*$/u,
  /^\s*-{2,}\s*(Original Message|Forwarded message|原始邮件|转发的邮件|邮件原件)\s*-{2,}/iu,
  /^\s*(From|发件人|寄件者)\s*[:：]\s?\S/iu,
  /^\s*_{10,}\s*$/u,
];
const SIGNATURE = [/^-- ?$/u, /^\s*(Sent from my |Get Outlook for |发自我的|从我的|来自我的)/iu];
const COURTESIES = /\b(please|pls|thanks|thank you|thx|hi|hello|dear team|many thanks)\b|谢谢您?|多谢|你好|您好|麻烦您?|请/giu;
const STOP = new Set(
  ['stop', 'stop it', 'stop this', 'stop reminders', 'stop all', 'stop the reminders', 'stop emails', 'stop sending', 'stop sending me reminders', 'stop sending me emails', 'unsubscribe', 'unsubscribe me', 'no more reminders', 'no more emails', 'opt out', 'remove me',
    '退订', 'td', '停止', '停止提醒', '停止发送', '取消提醒', '取消订阅', '不要再提醒', '不要再提醒我', '不要再发', '不要再发了', '别再发了', '别再提醒我', '不再提醒'],
);
const STILL = new Set(
  ['still have some', 'i still have some', 'we still have some', 'i have some left', 'still have some left', 'i still have some left', 'still have plenty', 'i still have plenty', 'have plenty', 'plenty left', 'still have enough', 'i still have enough', 'not yet', 'later',
    '还有', '还有呢', '还有一些', '我还有', '我还有一些', '还有很多', '还有不少', '还有富余', '还没用完', '没用完', '我还没用完', '还没吃完', '还没喝完', '暂时不需要', '暂时还有'],
);

/**
 * Reads an answer, conservatively: only a few words that can mean nothing else are carried out; a sentence that merely
 * contains them ("please don't stop", "I still have some questions") is for a person.
 */
export function readReply(reply: IncomingReply): ReplyKind {
  if (isMachine(reply)) return 'machine';
  const own = ownWords(reply.text) || (/^\s*re\s*[:：]/iu.test(reply.subject) ? '' : reply.subject);
  const said = own
    .normalize('NFKC')
    .toLowerCase()
    .replace(COURTESIES, ' ')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
  if (STOP.has(said)) return 'stop';
  if (STILL.has(said)) return 'still-have-some';
  return 'words';
}

/** What the sender wrote now, without what they answer to and without a signature. */
export function ownWords(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const end = lines.findIndex((line, i) => QUOTED.some((sign) => sign.test(line) || sign.test(`${line} ${lines[i + 1] ?? ''}`)) || SIGNATURE.some((sign) => sign.test(line)));
  return (end === -1 ? lines : lines.slice(0, end)).join('\n').trim();
}

function isMachine({ from, subject, headers }: IncomingReply): boolean {
  const says = (name: string) => headers.get(name)?.trim().toLowerCase();
  const submitted = says('auto-submitted');
  return (
    (submitted !== undefined && submitted !== 'no') ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-reply', 'x-failed-recipients', 'x-loop'].some((name) => headers.has(name)) ||
    /^(bulk|junk|list|auto[_-]?reply)$/.test(says('precedence') ?? '') ||
    says('return-path') === '<>' ||
    /multipart\/report/.test(says('content-type') ?? '') ||
    MACHINE_SENDER.test(from) ||
    MACHINE_SUBJECT.test(subject)
  );
}
