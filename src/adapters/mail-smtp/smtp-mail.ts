import { createTransport } from 'nodemailer';
import type { Mail } from '../../ports/mail.ts';

const TIMEOUT_MS = 15_000;

/** Speaks SMTP to the operator's mail server: `smtp://user:password@host:587`, or `smtps://…`. */
export const createSmtpMail = (url: string, from: string): Mail => {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  const domain = from.split('@').at(-1)?.replace(/>$/, '') ?? 'mainstay.invalid';
  return {
    send: async ({ to, subject, text, key }) => {
      await transport.sendMail({ from, to, subject, text, messageId: `<${key}@${domain}>` });
    },
  };
};
