import { Body, Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OpenedPortalSession, OpenPortalSession, RequestPortalLink } from '@perennial/contract/portal';
import { ApiProblems } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { AttemptLimits, ipOf } from '../attempts/attempt-limits.js';
import { Public } from '../guard/declarations.js';
import { CurrentExchange, type Exchange } from '../guard/exchange.js';
import { OwnPagesGuard } from '../guard/own-pages.guard.js';
import { ExchangeLink } from './exchange-link.js';
import { PORTAL_COOKIE, portalCookie } from './portal-cookie.js';
import { RequestLink } from './request-link.js';

@ApiTags('Portal sign-in')
@ApiProblems('invalid-input', 'foreign-origin', 'too-many-attempts')
@Public()
@UseGuards(OwnPagesGuard)
@Controller('portal')
export class PortalSignInController {
  constructor(
    private readonly exchangeLink: ExchangeLink,
    private readonly requestLink: RequestLink,
    private readonly limits: AttemptLimits,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post('sessions')
  @ApiOperation({ summary: 'Exchange the token of a link for a session cookie. It works once; afterwards it only leads on whose session is still open' })
  @ApiCreatedResponse({ standardSchema: OpenedPortalSession })
  @ApiProblems('link-not-valid', 'link-used', 'link-expired')
  async open(@Body({ schema: OpenPortalSession }) body: OpenPortalSession, @CurrentExchange() { req, res }: Exchange): Promise<OpenedPortalSession> {
    await this.limits.count('portal-session', { ip: ipOf(req) });
    const visit = (req.cookies as Record<string, unknown>)[PORTAL_COOKIE];
    const { cookie, path } = await this.exchangeLink.run(body.token, typeof visit === 'string' ? visit : null);
    if (cookie !== null) res.cookie(PORTAL_COOKIE, cookie, portalCookie(this.settings));
    return { path };
  }

  @Post('sign-in-links')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for a link by mail. The answer is the same whether anybody was found or not' })
  @ApiAcceptedResponse()
  async request(@Body({ schema: RequestPortalLink }) body: RequestPortalLink, @CurrentExchange() { req }: Exchange): Promise<void> {
    const account = 'token' in body ? body.token : `${body.workspace}/${body.email}`;
    await this.limits.count('portal-link', { account, ip: ipOf(req) });
    await this.requestLink.run(body);
  }
}
