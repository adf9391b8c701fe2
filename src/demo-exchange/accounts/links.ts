import { randomBytes } from 'node:crypto';
import { timeIn } from '../phrases.ts';
import type { LinkRow, UserRow } from '../rows.ts';
import type { World } from '../world.ts';
import { maskEmail, type SendMail } from './mails.ts';
import { holdAfter } from './restrict.ts';
import { changeUser, endSessions, noteChange } from './sessions.ts';

const PASSWORD_MS = 30 * 60_000;
const VERIFICATION_MS = 24 * 3_600_000;

const newLink = (world: World, user: UserRow, kind: LinkRow['kind'], validMs: number): LinkRow => {
  const now = world.now();
  const link: LinkRow = {
    ...{ id: randomBytes(24).toString('base64url'), userId: user.id, at: now, kind },
    ...{ validUntil: now + validMs, usedAt: null },
  };
  world.links.put(link);
  return link;
};

export const findLink = (world: World, id: string, kind: LinkRow['kind']): LinkRow | undefined => {
  const link = world.links.find(id);
  return link === undefined ||
    link.kind !== kind ||
    link.usedAt !== null ||
    link.validUntil <= world.now()
    ? undefined
    : link;
};

/** Mails a link to set a new password. A code: why not. */
export const beginPasswordReset = (
  world: World,
  sendMail: SendMail,
  user: UserRow,
  origin: string,
): { readonly maskedEmail: string; readonly validUntil: number } | string => {
  const maskedEmail = maskEmail(user.email);
  if (maskedEmail === null) return 'no_mail_address';
  return world.store.atomically(() => {
    const link = newLink(world, user, 'password', PASSWORD_MS);
    sendMail(user, 'password', {
      link: `${origin}/reset#${link.id}`,
      time: timeIn(link.validUntil, user.locale, user.timeZone),
    });
    return { maskedEmail, validUntil: link.validUntil };
  });
};

/** What the link's page does: the password is new, everybody is signed out, withdrawals wait. */
export const spendPasswordLink = (world: World, link: LinkRow): boolean =>
  world.store.atomically(() => {
    const user = world.users.find(link.userId);
    if (user === undefined) return false;
    world.links.put({ ...link, usedAt: world.now() });
    changeUser(world, user, { passwordAt: world.now() });
    noteChange(world, user.id, 'password');
    holdAfter(world, user.id, 'password');
    endSessions(world, user.id);
    return true;
  });

export const beginVerification = (
  world: World,
  user: UserRow,
  origin: string,
): { readonly url: string; readonly validUntil: number } | string => {
  if (user.level === 'enhanced') return 'already_verified';
  if (user.verification.triesLeft === 0) return 'no_tries_left';
  return world.store.atomically(() => {
    const link = newLink(world, user, 'verification', VERIFICATION_MS);
    return { url: `${origin}/account/verification#${link.id}`, validUntil: link.validUntil };
  });
};
