/** A scene of the demo exchange as it is played here, and what the customer to whom it happens asks about. */
export interface PlayedScene {
  /** What the table calls it. */
  readonly name: string;
  /** The path below /scenes. */
  readonly path: string;
  readonly asksAbout: 'deposit' | 'withdrawal' | 'order' | 'restriction' | 'takeover';
  /** Which of the ids that the scene gives is asked about. */
  readonly id: 'depositId' | 'withdrawalId' | 'orderId' | 'restrictionId';
  /** It is played a minute before it is asked about. */
  readonly takesTime?: boolean;
  /** What the exchange is told, beside the user: one play for each, each for another user. */
  readonly varieties: readonly Readonly<Record<string, string | number>>[];
}

const HOUR = 3_600;

/** Scenes of the issue, each with amounts of its own. */
export const SCENES: readonly PlayedScene[] = [
  {
    ...{ name: 'late deposit', path: 'late-deposit', asksAbout: 'deposit', id: 'depositId' },
    varieties: [
      { asset: 'ETH', amount: '1.234567890123456789' },
      { asset: 'BTC', amount: '0.08140001' },
      { asset: 'USDC', amount: '731.25' },
    ],
  },
  {
    ...{ name: 'missing memo', path: 'missing-memo', asksAbout: 'deposit', id: 'depositId' },
    varieties: [{ amount: '812.5' }, { amount: '51.000000000000000001' }],
  },
  {
    ...{ name: 'wrong network', path: 'wrong-network', asksAbout: 'deposit', id: 'depositId' },
    varieties: [{ amount: '17.25' }, { amount: '903.000000001' }],
  },
  {
    ...{ name: 'unsupported token', path: 'unsupported-token', asksAbout: 'deposit' },
    id: 'depositId',
    varieties: [{ amount: '4200' }, { amount: '99.5' }],
  },
  {
    ...{ name: 'stuck withdrawal', path: 'stuck-withdrawal', asksAbout: 'withdrawal' },
    id: 'withdrawalId',
    varieties: [
      { asset: 'ETH', amount: '0.3125', seconds: HOUR },
      { asset: 'USDC', amount: '260', seconds: HOUR },
    ],
  },
  {
    ...{ name: 'dropped transaction', path: 'replaced-transaction', asksAbout: 'withdrawal' },
    takesTime: true,
    id: 'withdrawalId',
    varieties: [
      { kind: 'dropped', amount: '175', seconds: HOUR },
      { kind: 'dropped', asset: 'ETH', amount: '0.41', seconds: HOUR },
    ],
  },
  {
    ...{ name: 'replaced transaction', path: 'replaced-transaction', asksAbout: 'withdrawal' },
    id: 'withdrawalId',
    varieties: [{ amount: '188.5' }, { asset: 'ETH', amount: '0.2875' }],
  },
  {
    ...{ name: 'reorg', path: 'reorganisation', asksAbout: 'deposit', id: 'depositId' },
    varieties: [
      { asset: 'ETH', amount: '0.9135' },
      { asset: 'BTC', amount: '0.03217' },
    ],
  },
  {
    ...{ name: 'partial fill', path: 'partial-fill', asksAbout: 'order', id: 'orderId' },
    varieties: [
      { pair: 'ETH-EUR', amount: '1.6' },
      { pair: 'BTC-EUR', amount: '0.064', side: 'sell' },
    ],
  },
  {
    ...{ name: 'far order', path: 'far-order', asksAbout: 'order', id: 'orderId' },
    varieties: [
      { pair: 'BTC-EUR', amount: '0.0375' },
      { pair: 'ETH-EUR', amount: '2.4', side: 'sell' },
    ],
  },
  {
    ...{ name: 'halted market', path: 'halted-market', asksAbout: 'order', id: 'orderId' },
    varieties: [
      { pair: 'SOL-USDC', amount: '9.5', seconds: HOUR },
      { pair: 'USDC-EUR', amount: '314.25', side: 'sell', seconds: HOUR },
    ],
  },
  {
    ...{ name: 'restriction', path: 'restriction', asksAbout: 'restriction', id: 'restrictionId' },
    varieties: [{ kind: 'review' }, { kind: 'document' }, { kind: 'new_password' }],
  },
  {
    ...{ name: 'takeover', path: 'takeover', asksAbout: 'takeover', id: 'withdrawalId' },
    varieties: [{ amount: '0.2' }, { asset: 'USDC', amount: '512' }],
  },
];
