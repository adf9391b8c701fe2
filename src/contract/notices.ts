import { z } from 'zod';

const minute = z.number().int().min(0).max(1_439);

/** How a customer wants to be told of news in their requests. */
export const noticeChoices = z.strictObject({
  push: z.boolean(),
  mail: z.boolean(),
  /** Nobody is rung from the one minute of the day to the other, in `timeZone`; past midnight where from > to. */
  quiet: z.strictObject({ from: minute, to: minute }).nullable(),
  /** IANA name. */
  timeZone: z
    .string()
    .max(64)
    .refine((name) => {
      try {
        Intl.DateTimeFormat('en', { timeZone: name });
        return true;
      } catch {
        return false;
      }
    }, 'unknown time zone'),
});
export type NoticeChoices = z.output<typeof noticeChoices>;

/** With what the exchange gave us to reach them by. */
export const noticeChoicesReply = noticeChoices.extend({ hasMail: z.boolean() });
export type NoticeChoicesReply = z.output<typeof noticeChoicesReply>;
