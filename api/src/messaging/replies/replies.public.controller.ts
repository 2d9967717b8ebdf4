import { Controller, HttpCode, Param, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiConsumes, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Public } from '../../access/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { readBody } from '../read-body.js';
import { ReplyLinks } from './reply-links.js';
import { TakeReply } from './take-reply.js';

const LONGEST_MAIL = 5_000_000;

@ApiTags('webhooks')
@Controller('webhooks/replies')
export class RepliesController {
  constructor(
    private readonly links: ReplyLinks,
    private readonly takeReply: TakeReply,
  ) {}

  /** The address itself is the secret. The body is the mail as it arrived: every mail server can hand that on. */
  @Post(':workspaceId/:mark')
  @Public()
  @HttpCode(204)
  @ApiConsumes('message/rfc822')
  @ApiOperation({ summary: 'Hand in an answer to a message: the whole mail as its MIME source' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'not-a-mail', 'too-large')
  async take(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('mark', { schema: z.string().max(60) }) mark: string,
    @Req() req: RawBodyRequest<Request>,
  ): Promise<void> {
    if (!(await this.links.isOurs(workspaceId, mark))) throw new Refusal('not-found');
    await this.takeReply.run(workspaceId, req.rawBody ?? (await readBody(req, LONGEST_MAIL)));
  }
}
