import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestPasswordReset, ResetPassword, SecondFactorCode, SignIn, SignInAnswer } from '@perennial/contract/admin';
import { ApiProblems } from '../../platform/http/index.js';
import { AttemptLimits, ipOf } from '../attempts/attempt-limits.js';
import { Public } from '../guard/declarations.js';
import { AskStaffAuth } from './ask-staff-auth.js';
import { AuditStaffAuth } from './audit-staff-auth.js';
import { CurrentExchange, type Exchange } from '../guard/exchange.js';

/** The ways in for staff. These and AccountController's are the only routes of better-auth that can be reached. */
@ApiTags('Staff sign-in')
@ApiProblems('invalid-input', 'foreign-origin', 'too-many-attempts')
@Public()
@Controller('auth')
export class StaffAuthController {
  constructor(
    private readonly staffAuth: AskStaffAuth,
    private readonly limits: AttemptLimits,
    private readonly audit: AuditStaffAuth,
  ) {}

  @Post('sign-in/email')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in with e-mail and password' })
  @ApiOkResponse({ standardSchema: SignInAnswer })
  @ApiProblems('wrong-credentials', 'not-available')
  async signIn(@Body({ schema: SignIn }) body: SignIn, @CurrentExchange() http: Exchange): Promise<SignInAnswer> {
    const attempt = { account: body.email, ip: ipOf(http.req) };
    await this.limits.count('sign-in', attempt);
    const answer = (await this.staffAuth.run('/sign-in/email', http, body)) as { twoFactorRedirect?: boolean; user?: { id: string } };
    await this.limits.forgive('sign-in', attempt);
    if (answer.user) await this.audit.record('sign-in', answer.user.id);
    return { twoFactorRedirect: answer.twoFactorRedirect === true };
  }

  @Post('two-factor/verify-totp')
  @HttpCode(204)
  @ApiOperation({ summary: 'Finish signing in, or setting up the second factor, with a code of the authenticator app' })
  @ApiNoContentResponse()
  @ApiProblems('wrong-code', 'not-signed-in', 'second-factor-off')
  async verifyTotp(@Body({ schema: SecondFactorCode }) body: SecondFactorCode, @CurrentExchange() http: Exchange): Promise<void> {
    await this.secondFactor('/two-factor/verify-totp', 'verify-totp', body, http);
  }

  @Post('two-factor/verify-backup-code')
  @HttpCode(204)
  @ApiOperation({ summary: 'Finish signing in with one of the backup codes; each works once' })
  @ApiNoContentResponse()
  @ApiProblems('wrong-code', 'not-signed-in', 'second-factor-off')
  async verifyBackupCode(@Body({ schema: SecondFactorCode }) body: SecondFactorCode, @CurrentExchange() http: Exchange): Promise<void> {
    await this.secondFactor('/two-factor/verify-backup-code', 'verify-backup-code', body, http);
  }

  @Post('request-password-reset')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for a link to choose a new password. The answer is the same whether the address is known or not' })
  @ApiAcceptedResponse()
  async requestPasswordReset(@Body({ schema: RequestPasswordReset }) body: RequestPasswordReset, @CurrentExchange() http: Exchange): Promise<void> {
    await this.limits.count('password-reset', { account: body.email, ip: ipOf(http.req) });
    await this.staffAuth.run('/request-password-reset', http, body);
  }

  @Post('reset-password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Choose a new password with the link from the mail; all sessions end' })
  @ApiNoContentResponse()
  @ApiProblems('link-not-valid', 'password-too-weak')
  async resetPassword(@Body({ schema: ResetPassword }) body: ResetPassword, @CurrentExchange() http: Exchange): Promise<void> {
    await this.limits.count('password-reset', { account: body.token, ip: ipOf(http.req) });
    await this.staffAuth.run('/reset-password', http, body);
  }

  private async secondFactor(path: string, command: string, body: SecondFactorCode, http: Exchange): Promise<void> {
    const attempt = { ip: ipOf(http.req) };
    await this.limits.count('second-factor', attempt);
    const answer = (await this.staffAuth.run(path, http, body)) as { user: { id: string } };
    await this.limits.forgive('second-factor', attempt);
    await this.audit.record(command, answer.user.id);
  }
}
