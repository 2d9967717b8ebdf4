import { z } from 'zod';
import { Instant, Locale } from './paging.js';

const password = z.string().min(1).max(200);
const code = z.string().trim().min(1).max(32);

export const SignIn = z.object({ email: z.email().max(320).toLowerCase(), password }).meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

export const SignInAnswer = z
  .object({ twoFactorRedirect: z.boolean().meta({ description: 'True: the session begins only after the code of the second factor' }) })
  .meta({ id: 'SignInAnswer' });
export type SignInAnswer = z.infer<typeof SignInAnswer>;

export const SecondFactorCode = z.object({ code }).meta({ id: 'SecondFactorCode' });
export type SecondFactorCode = z.infer<typeof SecondFactorCode>;

export const RequestPasswordReset = z.object({ email: z.email().max(320).toLowerCase() }).meta({ id: 'RequestPasswordReset' });
export type RequestPasswordReset = z.infer<typeof RequestPasswordReset>;

export const ResetPassword = z.object({ token: z.string().min(1).max(200), newPassword: password }).meta({ id: 'ResetPassword' });
export type ResetPassword = z.infer<typeof ResetPassword>;

export const ChangePassword = z.object({ currentPassword: password, newPassword: password }).meta({ id: 'ChangePassword' });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const ChangeProfile = z
  .object({ name: z.string().trim().min(1).max(200), locale: Locale })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'nothing to change' })
  .meta({ id: 'ChangeProfile' });
export type ChangeProfile = z.infer<typeof ChangeProfile>;

export const ConfirmPassword = z.object({ password }).meta({ id: 'ConfirmPassword' });
export type ConfirmPassword = z.infer<typeof ConfirmPassword>;

export const TwoFactorEnrolment = z
  .object({ totpURI: z.string().meta({ description: 'otpauth:// address for the authenticator app' }), backupCodes: z.array(z.string()) })
  .meta({ id: 'TwoFactorEnrolment' });
export type TwoFactorEnrolment = z.infer<typeof TwoFactorEnrolment>;

export const BackupCodes = z.object({ backupCodes: z.array(z.string()) }).meta({ id: 'BackupCodes' });
export type BackupCodes = z.infer<typeof BackupCodes>;

export const CurrentSession = z.object({ userId: z.uuid(), expiresAt: Instant }).meta({ id: 'CurrentSession' });
export type CurrentSession = z.infer<typeof CurrentSession>;

export const StaffSession = z
  .object({ id: z.uuid(), createdAt: Instant, expiresAt: Instant, ipAddress: z.string().nullable(), userAgent: z.string().nullable(), current: z.boolean() })
  .meta({ id: 'StaffSession' });
export type StaffSession = z.infer<typeof StaffSession>;

export const RevokeSession = z.object({ id: z.uuid() }).meta({ id: 'RevokeSession' });
export type RevokeSession = z.infer<typeof RevokeSession>;
