import { Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Public } from '../access/index.js';
import { Database } from '../platform/database/index.js';
import { ApiProblems, Refusal } from '../platform/http/index.js';
import { WorkspaceSettings } from '../workspaces/index.js';
import { Unsubscribe } from './unsubscribe.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';
import { unsubscribePage } from './unsubscribe-page.js';

const Token = z.string().min(40).max(200);

/** RFC 8058: the mail program posts here without cookies. A GET only asks, because mail scanners follow every link. */
@ApiTags('unsubscribe')
@Public()
@Controller('unsubscribe')
export class UnsubscribeController {
  constructor(
    private readonly unsubscribe: Unsubscribe,
    private readonly links: UnsubscribeLinks,
    private readonly database: Database,
    private readonly workspaces: WorkspaceSettings,
  ) {}

  @Get(':token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @ApiOperation({ summary: 'A page that asks whether to stop reminders; changes nothing' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  @ApiProblems('no-such-unsubscribe-link', 'invalid-input')
  async ask(@Param('token', { schema: Token }) token: string, @Req() req: Request): Promise<string> {
    return this.page(token, req, false);
  }

  @Post(':token')
  @HttpCode(200)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @ApiOperation({ summary: 'Stops reminders of this workspace to this customer, before the next one leaves. Any body, or none.' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  @ApiProblems('no-such-unsubscribe-link', 'invalid-input')
  async stop(@Param('token', { schema: Token }) token: string, @Req() req: Request): Promise<string> {
    await this.unsubscribe.run(token);
    return this.page(token, req, true);
  }

  private async page(token: string, req: Request, done: boolean): Promise<string> {
    const whom = this.links.read(token);
    if (!whom) throw new Refusal('no-such-unsubscribe-link');
    const shop = await this.database.inWorkspace(whom.workspaceId, (tx) => this.workspaces.get(tx, whom.workspaceId));
    const locale = req.acceptsLanguages('en', 'zh-CN', 'zh');
    return unsubscribePage(locale === 'zh' || locale === 'zh-CN' ? 'zh-CN' : 'en', shop.senderName, done);
  }
}
