import { hashPassword as hash } from 'better-auth/crypto';

/** The sign-in library's own form, so that it can check what we wrote: scrypt with a salt of its own. */
export const hashPassword = (password: string): Promise<string> => hash(password);
