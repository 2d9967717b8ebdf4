import { Controller, Get, Header, HttpCode, Param, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ipOf, Public } from '../../access/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { ClickLinks } from './click-links.js';
import { ClickWatch } from './click-watch.js';

/** The standard one, and those of Chromium, Safari and Firefox from before it. */
const SAY_WHAT_FOR = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];
const Token = z.string().regex(/^[\w-]{1,3000}$/);

@ApiTags('clicks')
@Public()
@Controller('clicks')
export class ClicksController {
  constructor(
    private readonly links: ClickLinks,
    private readonly watch: ClickWatch,
  ) {}

  /** Where links in mails lead first. It says what they were for and nothing else; what stands behind the # stays in the browser. */
  @Get(':token')
  @HttpCode(302)
  @Header('Cache-Control', 'no-store')
  @Header('X-Robots-Tag', 'noindex')
  @ApiOperation({ summary: 'Lead on to where a link of a mail points. Changes nothing; that a person followed it is noted later' })
  @ApiFoundResponse({ description: 'On to the target that the mail named', headers: { Location: { schema: { type: 'string' } } } })
  @ApiProblems('no-such-link', 'invalid-input')
  follow(@Param('token', { schema: Token }) token: string, @Req() req: Request, @Res() res: Response): void {
    const link = this.links.read(token);
    if (!link) throw new Refusal('no-such-link');
    this.watch.note(link, {
      ip: ipOf(req),
      method: req.method,
      userAgent: req.get('user-agent') ?? '',
      fetchMode: req.get('sec-fetch-mode') ?? null,
      purpose: SAY_WHAT_FOR.map((header) => req.get(header)).find((said) => said !== undefined) ?? null,
    });
    res.redirect(302, link.target);
  }
}
