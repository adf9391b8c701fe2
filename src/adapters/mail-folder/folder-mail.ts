import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Mail } from '../../ports/mail.ts';

/** Writes each mail as a file that any mail program opens, under its own key: the same mail twice is one file. */
export const createFolderMail = (folder: string, from: string): Mail => ({
  send: async ({ to, subject, text, key }) => {
    const messageId = `<${key}@mainstay.invalid>`;
    const bytes = await new MailComposer({ from, to, subject, text, messageId }).compile().build();
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${key}.eml`);
    await writeFile(`${path}.part`, bytes, { mode: 0o600 });
    await rename(`${path}.part`, path);
  },
});
