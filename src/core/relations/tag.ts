import { fail, type Outcome, ok } from '../outcome.ts';

const TAG = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;

/** `VIP Client ` and `vip-client` are the same tag. Failure: `tag_not_allowed`. */
export const normaliseTag = (text: string): Outcome<string> => {
  const tag = text.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/gu, '-');
  return TAG.test(tag) ? ok(tag) : fail('invalid', 'tag_not_allowed', { tag: tag.slice(0, 40) });
};
