import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { phrase } from '../phrases.ts';
import type { UserRow } from '../rows.ts';
import type { World } from '../world.ts';

export type SendMail = (
  user: UserRow,
  key: string,
  values?: Readonly<Record<string, string>>,
) => void;

const maskPart = (part: string): string => `${part.slice(0, 1)}•••`;

/** `d•••@mail.example`; null for none. */
export const maskEmail = (email: string | null): string | null => {
  if (email === null) return null;
  const [name = '', host = ''] = email.split('@');
  return `${maskPart(name)}@${host}`;
};

export const maskPhone = (phone: string | null): string | null =>
  phone === null ? null : `${phone.slice(0, 3)} ••• ${phone.slice(-2)}`;

const encoded = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

/** A file that any mail program opens (RFC 5322). */
const fileOf = (mail: {
  to: string;
  subject: string;
  text: string;
  at: number;
  id: string;
}): string =>
  [
    'From: Norvik <no-reply@norvik.example>',
    `To: ${mail.to}`,
    `Subject: ${encoded(mail.subject)}`,
    `Date: ${new Date(mail.at).toUTCString()}`,
    `Message-ID: <${mail.id}@norvik.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(mail.text).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '',
  ].join('\r\n');

/**
 * The exchange's mails, and its text messages to those who gave no mail address: kept for the demo's own mailbox and
 * written into a folder, for nothing leaves this machine. `key` names the sentences `demo.mail.<key>_subject` and
 * `demo.mail.<key>_text`. Every mail carries the user's own anti-phishing code.
 */
export const createMails = (world: World, folder: string | null): SendMail => {
  if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return (user, key, values = {}) => {
    const to = user.email ?? user.phone;
    if (to === null) return;
    const lines = [phrase(user.locale, `demo.mail.${key}_text`, values)];
    if (user.antiPhishingCode !== null)
      lines.push(
        '',
        phrase(user.locale, 'demo.mail.anti_phishing', { code: user.antiPhishingCode }),
      );
    const mail = {
      ...{ id: world.newId('ml'), userId: user.id, at: world.now(), to },
      subject: phrase(user.locale, `demo.mail.${key}_subject`, values),
      text: lines.join('\n'),
    };
    world.mails.put(mail);
    if (folder !== null)
      writeFileSync(join(folder, `${mail.at}-${mail.id}.eml`), fileOf(mail), { mode: 0o600 });
  };
};
