import { encode as toBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64';
import type MimeNode from 'nodemailer/lib/mime-node';
import { encode as toQuotedPrintable, wrap as wrapQuotedPrintable } from 'nodemailer/lib/qp';

const LINE_END = '\r\n';

/**
 * The bytes of a mail whose parts all lie in memory: what nodemailer's own streams make of it, but for where a long line is folded, at a
 * quarter of the cost. A dozen streams for one mail were a third of all the work of sending it (measured 2026-11-23).
 */
export function mailBytes(mail: MimeNode): Buffer {
  const all = written(mail);
  // The last line ends, whatever it ended with.
  const end = all.endsWith('\n') ? '' : all.endsWith('\r') ? '\n' : LINE_END;
  return Buffer.from(all + end, 'utf8');
}

function written(node: MimeNode): string {
  // Building the headers settles what the node is, and how it is encoded.
  const head = node.buildHeaders() + LINE_END + LINE_END;
  if (!node.multipart) return head + encoded(node);
  const parts = node.childNodes.map((part) => `--${node.boundary}${LINE_END}${written(part)}`);
  return `${head}${parts.join(LINE_END)}${LINE_END}--${node.boundary}--${LINE_END}`;
}

function encoded(node: MimeNode): string {
  const content = node.content ?? '';
  if (typeof content !== 'string' && !Buffer.isBuffer(content)) throw new TypeError('A part of this mail is not in memory');
  const encoding = node.getTransferEncoding();
  if (encoding === 'quoted-printable') return wrapQuotedPrintable(toQuotedPrintable(content));
  if (encoding === 'base64') return wrapBase64(toBase64(content));
  return content.toString();
}
