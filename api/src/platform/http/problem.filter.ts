import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type RefusalCode, REFUSALS, refusalText } from '@perennial/contract/public';
import type { Request, Response } from 'express';
import { QueryFailedError } from 'typeorm';
import { currentRequestId } from '../observability/index.js';
import { escapeHtml, plainPage } from './plain-page.js';
import { Refusal } from './refusal.js';

/** The one place where a failure becomes an HTTP answer: problem+json (RFC 9457), or a page for who followed a link, in the reader's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const req = http.getRequest<Request>();
    const res = http.getResponse<Response>();
    const refusal = asRefusal(error);
    if (refusal.code === 'internal-error') this.log.error({ err: error }, 'unexpected failure');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const { status } = REFUSALS[refusal.code];
    const locale = (req.acceptsLanguages('en', 'zh-CN', 'zh') || 'en') === 'en' ? 'en' : 'zh-CN';
    const title = refusalText(refusal.code, locale, refusal.details);
    if (typeof refusal.details['retryAfterSeconds'] === 'number') res.setHeader('Retry-After', String(refusal.details['retryAfterSeconds']));
    res.status(status).vary('Accept');
    if (req.accepts(['json', 'html']) === 'html') {
      res.type('html').send(plainPage({ locale, title: 'Perennial', content: `<p role="alert">${escapeHtml(title)}</p><p class="small">${refusal.code} · ${currentRequestId()}</p>` }));
      return;
    }
    res
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `/api/docs#problem-${refusal.code}`,
          title,
          status,
          code: refusal.code,
          requestId: currentRequestId(),
          ...(Object.keys(refusal.details).length > 0 ? { details: refusal.details } : {}),
          ...(refusal.fields.length > 0 ? { fields: refusal.fields } : {}),
        }),
      );
  }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof QueryFailedError) return new Refusal(codeOfDatabaseError(error));
  if (error instanceof HttpException) return new Refusal(codeOfStatus(error.getStatus()));
  // body-parser and multer throw plain errors with a status.
  const status = (error as { status?: unknown; statusCode?: unknown } | null)?.status;
  return new Refusal(typeof status === 'number' ? codeOfStatus(status) : 'internal-error');
}

function codeOfDatabaseError(error: QueryFailedError): RefusalCode {
  const code = (error.driverError as { code?: string }).code;
  if (code === '42501') return 'not-found';
  // A character that no text can hold, such as U+0000.
  if (code === '22021' || code === '22P05') return 'invalid-input';
  if (code === '23505' || code === '40001' || code === '40P01') return 'conflict';
  return 'internal-error';
}

function codeOfStatus(status: number): RefusalCode {
  if (status === 404 || status === 405) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 415) return 'unsupported-media-type';
  if (status === 503) return 'not-available';
  return status >= 400 && status < 500 ? 'invalid-input' : 'internal-error';
}

