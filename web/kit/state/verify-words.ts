import type { OfficialAnswer } from '../../../src/contract/official.ts';
import type { Network } from '../../../src/core/official/identity.ts';

/** As the networks call themselves; the same in every language. */
export const NETWORK_NAMES: Readonly<Record<Network, string>> = {
  telegram: 'Telegram',
  x: 'X',
  discord: 'Discord',
  whatsapp: 'WhatsApp',
  facebook: 'Facebook',
  instagram: 'Instagram',
  youtube: 'YouTube',
  linkedin: 'LinkedIn',
  tiktok: 'TikTok',
  reddit: 'Reddit',
  github: 'GitHub',
  medium: 'Medium',
  line: 'LINE',
  kakaotalk: 'KakaoTalk',
  wechat: 'WeChat',
  weibo: 'Weibo',
  vk: 'VK',
  bilibili: 'Bilibili',
};

const reasonOf = ({ reason, verdict, network, ofOthers }: OfficialAnswer): string => {
  if (reason === 'registered') return network === null ? 'registered' : 'registered_on';
  if (reason === 'not_registered') return verdict === 'unknown' ? 'not_known' : 'not_registered';
  if (reason === 'look_alike') return ofOthers ? 'look_alike_others' : 'look_alike';
  return reason;
};

/** Keys of the sentences that say what was found, why, and what to do. */
export const sentencesOf = (answer: OfficialAnswer) => {
  const todo = answer.verdict === 'ours' ? `ours_${answer.kind}` : answer.verdict;
  return {
    kind: `verify.kind.${answer.kind}`,
    verdict: `verify.verdict.${answer.verdict}`,
    why: `verify.why.${reasonOf(answer)}`,
    todo: `verify.do.${todo}`,
  };
};

/** Keys of the sentences around the question. */
export const VERIFY_TEXTS = {
  label: 'verify.label',
  hint: 'verify.hint',
  submit: 'verify.submit',
  nearest: 'verify.nearest',
  unreadable: 'verify.unreadable',
} as const;

/** The real one stands in the reason already, unless the reason speaks of something else. */
export const namesNearest = ({ reason, nearest }: OfficialAnswer): boolean =>
  reason === 'no_country' && nearest !== null;
