import { request } from '../api/request.ts';

/** The answer of a sign-in: `code` when a second factor is asked for. */
export type SignedIn = 'in' | 'code';

export const signIn = async (email: string, password: string): Promise<SignedIn> => {
  const reply = await request<{ twoFactorRedirect?: boolean }>('POST', '/api/auth/sign-in/email', {
    body: { email, password },
  });
  return reply.twoFactorRedirect === true ? 'code' : 'in';
};

/** A code of the authenticator app: six digits. */
export const verifyCode = (code: string): Promise<unknown> =>
  request('POST', '/api/auth/two-factor/verify-totp', {
    body: { code: code.replaceAll(/\s/g, '') },
  });

/** One of the codes for the day when the authenticator is lost. */
export const verifyBackupCode = (code: string): Promise<unknown> =>
  request('POST', '/api/auth/two-factor/verify-backup-code', { body: { code: code.trim() } });

export interface Enrolment {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** Begins a second factor; it counts once a code of it has been given. */
export const beginEnrolment = (password: string): Promise<Enrolment> =>
  request('POST', '/api/auth/two-factor/enable', { body: { password } });

export const changePassword = (currentPassword: string, newPassword: string): Promise<unknown> =>
  request('POST', '/api/auth/change-password', { body: { currentPassword, newPassword } });

export const signOut = (): Promise<unknown> => request('POST', '/api/auth/sign-out', { body: {} });

/** The secret of an `otpauth:` address in groups of four, as people type it. */
export const readableSecret = (totpURI: string): string => {
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
};
