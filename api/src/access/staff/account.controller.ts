import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  BackupCodes,
  ChangePassword,
  ChangeProfile,
  ConfirmPassword,
  CurrentSession,
  RevokeSession,
  StaffSession,
  TwoFactorEnrolment,
} from '@perennial/contract/admin';
import { z } from 'zod';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { CurrentCaller, type UserCaller } from '../guard/caller.js';
import { SignedIn } from '../guard/declarations.js';
import { AskStaffAuth } from './ask-staff-auth.js';
import { AuditStaffAuth } from './audit-staff-auth.js';
import { CurrentExchange, type Exchange } from '../guard/exchange.js';
import { StaffSessions } from './staff-sessions.js';

/** A signed-in person's own account: sessions, password, second factor. */
@ApiTags('Staff account')
@ApiProblems('invalid-input')
@SignedIn()
@Controller('auth')
export class AccountController {
  constructor(
    private readonly staffAuth: AskStaffAuth,
    private readonly sessions: StaffSessions,
    private readonly audit: AuditStaffAuth,
  ) {}

  @Get('get-session')
  @ApiOperation({ summary: 'The current session. Renews its cookie when that is a day old: ask when a page is opened' })
  @ApiOkResponse({ standardSchema: CurrentSession })
  async session(@CurrentExchange() http: Exchange): Promise<CurrentSession> {
    const found = (await this.staffAuth.run('/get-session', http)) as { user: { id: string }; session: { expiresAt: string } } | null;
    if (!found) throw new Refusal('not-signed-in');
    return { userId: found.user.id, expiresAt: found.session.expiresAt };
  }

  @Post('sign-out')
  @HttpCode(204)
  @ApiOperation({ summary: 'End the current session' })
  @ApiNoContentResponse()
  async signOut(@CurrentExchange() http: Exchange, @CurrentCaller() caller: UserCaller): Promise<void> {
    await this.staffAuth.run('/sign-out', http, {});
    await this.audit.record('sign-out', caller.userId);
  }

  @Get('list-sessions')
  @ApiOperation({ summary: 'Where this person is signed in' })
  @ApiOkResponse({ standardSchema: z.array(StaffSession) })
  async listSessions(@CurrentExchange() http: Exchange, @CurrentCaller() caller: UserCaller): Promise<StaffSession[]> {
    const current = await this.sessions.current(http.req);
    return this.sessions.list(caller.userId, current?.id ?? '');
  }

  @Post('revoke-session')
  @HttpCode(204)
  @ApiOperation({ summary: 'End one of one’s own sessions; its next request is refused' })
  @ApiNoContentResponse()
  @ApiProblems('not-found')
  async revokeSession(@Body({ schema: RevokeSession }) body: RevokeSession, @CurrentCaller() caller: UserCaller): Promise<void> {
    await this.sessions.revoke(caller.userId, body.id);
    await this.audit.record('revoke-session', caller.userId);
  }

  @Post('revoke-other-sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'End all of one’s sessions but this one' })
  @ApiNoContentResponse()
  async revokeOtherSessions(@CurrentExchange() http: Exchange, @CurrentCaller() caller: UserCaller): Promise<void> {
    await this.staffAuth.run('/revoke-other-sessions', http, {});
    await this.audit.record('revoke-other-sessions', caller.userId);
  }

  @Post('change-password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Choose another password; all other sessions end' })
  @ApiNoContentResponse()
  @ApiProblems('wrong-password', 'password-too-weak')
  async changePassword(@Body({ schema: ChangePassword }) body: ChangePassword, @CurrentExchange() http: Exchange, @CurrentCaller() caller: UserCaller): Promise<void> {
    await this.staffAuth.run('/change-password', http, { ...body, revokeOtherSessions: true });
    await this.audit.record('change-password', caller.userId);
  }

  @Post('update-user')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change one’s name or language' })
  @ApiNoContentResponse()
  async changeProfile(@Body({ schema: ChangeProfile }) body: ChangeProfile, @CurrentExchange() http: Exchange, @CurrentCaller() caller: UserCaller): Promise<void> {
    await this.staffAuth.run('/update-user', http, body);
    await this.audit.record('change-profile', caller.userId);
  }

  @Post('two-factor/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin setting up the second factor; it is on once a code has been verified' })
  @ApiOkResponse({ standardSchema: TwoFactorEnrolment })
  @ApiProblems('wrong-password', 'second-factor-on')
  async enableTwoFactor(@Body({ schema: ConfirmPassword }) body: ConfirmPassword, @CurrentExchange() http: Exchange, @CurrentCaller() caller: UserCaller): Promise<TwoFactorEnrolment> {
    const { totpURI, backupCodes } = (await this.staffAuth.run('/two-factor/enable', http, body)) as TwoFactorEnrolment;
    await this.audit.record('enable-two-factor', caller.userId);
    return { totpURI, backupCodes };
  }

  @Post('two-factor/disable')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign in without a second factor again' })
  @ApiNoContentResponse()
  @ApiProblems('wrong-password')
  async disableTwoFactor(@Body({ schema: ConfirmPassword }) body: ConfirmPassword, @CurrentExchange() http: Exchange, @CurrentCaller() caller: UserCaller): Promise<void> {
    await this.staffAuth.run('/two-factor/disable', http, body);
    await this.audit.record('disable-two-factor', caller.userId);
  }

  @Post('two-factor/generate-backup-codes')
  @HttpCode(200)
  @ApiOperation({ summary: 'New backup codes; the old ones no longer work' })
  @ApiOkResponse({ standardSchema: BackupCodes })
  @ApiProblems('wrong-password', 'second-factor-off')
  async backupCodes(@Body({ schema: ConfirmPassword }) body: ConfirmPassword, @CurrentExchange() http: Exchange, @CurrentCaller() caller: UserCaller): Promise<BackupCodes> {
    const { backupCodes } = (await this.staffAuth.run('/two-factor/generate-backup-codes', http, body)) as BackupCodes;
    await this.audit.record('generate-backup-codes', caller.userId);
    return { backupCodes };
  }
}
