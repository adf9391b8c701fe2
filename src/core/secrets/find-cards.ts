import { type Cue, cuePattern, findCues, firstAfter, lastBefore } from './cues.ts';
import type { SecretSpan } from './span.ts';

const CARD_DIGITS =
  /(?<![a-z0-9\u0400-\u04ff.,_#$-])[0-9](?:[ .·\n-]{0,2}[0-9]){12,18}(?![0-9]|[.,][0-9]|[a-z_])/gu;
/** What the pattern takes beyond blanks and hyphens needs the groups of a card, or numbers in a column would be one. */
const UNUSUAL = /[.·\n]/;
const GROUPED =
  /^(?:[0-9]{4}([ .·\n-])[0-9]{4}\1[0-9]{4}\1[0-9]{1,7}|[0-9]{4}([ -])[0-9]{6}\2[0-9]{4,5})$/;
/** First digits of the networks: Visa, Mastercard, Amex, Discover, UnionPay, JCB, Diners, Maestro, Mir, RuPay. */
const ISSUER = /^(?:4|5[0-9]|2[2-7]|3[4-9]|30|6)/;
const CARD_CUE = cuePattern(`
card, card number, debit, credit, visa, mastercard, amex, american express, unionpay, cvv, pan,
mir, 卡号, 卡號, 银行卡, 信用卡, 銀行卡, 借记卡, 卡, カード, カード番号, 카드, 카드번호, carte, carte bancaire, tarjeta,
cartão, carta, карта, карты, карту, картой, карте, номер карты, بطاقة, البطاقة, بطاقتي`);
const OTHER_NUMBER_CUE = cuePattern(`
order, order id, uid, txid, transaction, trade, ticket, reference, ref, id, memo, tag,
timestamp, 订单, 订单号, 工单, 流水号, 编号, 注文, 注文番号, 주문, 주문번호, commande, pedido, orden, заказ, ордер,
الطلب, رقم الطلب`);
const CHECK_VALUE =
  /(?<![a-z])(?:cvv2?|cvc2?|cid)\s{0,2}(?:code|is|was|number|:|=|：|是|は)?\s{0,2}(?:is)?[:=]?\s{0,2}([0-9]{3,4})(?![0-9.,])/g;
const REACH = 60;
const REACH_BEHIND = 16;

/**
 * Payment cards: 13–19 digits of a known network with the Luhn digit, written in the groups of a card, or called a
 * card. Order numbers are as long, and one in ten passes Luhn: unformatted digits need the context.
 */
export const findCards = (lower: string): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  for (const match of lower.matchAll(CHECK_VALUE)) {
    const end = match.index + match[0].length;
    spans.push({ start: end - (match[1]?.length ?? 0), end, kind: 'card_number' });
  }
  const candidates = findCues(lower, CARD_DIGITS).filter(({ start, end }) =>
    isCardNumber(lower.slice(start, end)),
  );
  if (candidates.length === 0) return spans;
  const cards = findCues(lower, CARD_CUE);
  const others = findCues(lower, OTHER_NUMBER_CUE);
  for (const candidate of candidates) {
    const grouped = GROUPED.test(lower.slice(candidate.start, candidate.end));
    if (!grouped && UNUSUAL.test(lower.slice(candidate.start, candidate.end))) continue;
    if (grouped || isCalledCard(candidate, cards, others))
      spans.push({ ...candidate, kind: 'card_number' });
  }
  return spans;
};

const isCalledCard = (
  { start, end }: Cue,
  cards: readonly Cue[],
  others: readonly Cue[],
): boolean => {
  const card = lastBefore(cards, start);
  const other = lastBefore(others, start);
  if (card !== undefined && start - card.end <= REACH)
    return other === undefined || card.end >= other.end;
  if (other !== undefined && start - other.end <= REACH) return false;
  const behind = firstAfter(cards, end);
  return behind !== undefined && behind.start - end <= REACH_BEHIND;
};

const isCardNumber = (text: string): boolean => {
  const digits = text.replace(/[^0-9]/g, '');
  return ISSUER.test(digits) && passesLuhn(digits);
};

/** ISO/IEC 7812-1, annex B. */
const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
};
