/** A scene of the demo exchange as it is played here, and what a customer to whom it happens asks about. */
export interface PlayedScene {
  /** What the table calls it: a scene of the issue. */
  readonly name: string;
  /** The path below /scenes. */
  readonly path: string;
  readonly asksAbout: 'deposit' | 'withdrawal' | 'order' | 'restriction' | 'takeover';
  /** What the exchange is told, beside the user: one play for each. */
  readonly varieties: readonly Readonly<Record<string, string | number>>[];
}

/** Scenes of the issue, each with amounts of its own. */
export const SCENES: readonly PlayedScene[] = [
  {
    ...{ name: 'late deposit', path: 'late-deposit', asksAbout: 'deposit' },
    varieties: [
      { asset: 'ETH', amount: '1.234567890123456789' },
      { asset: 'BTC', amount: '0.08140001' },
      { asset: 'USDC', amount: '731.25' },
    ],
  },
  {
    ...{ name: 'missing memo', path: 'missing-memo', asksAbout: 'deposit' },
    varieties: [{ amount: '812.5' }, { amount: '51' }],
  },
  {
    ...{ name: 'wrong network', path: 'wrong-network', asksAbout: 'deposit' },
    varieties: [{ amount: '17.25' }, { amount: '903.000000001' }],
  },
  {
    ...{ name: 'unsupported token', path: 'unsupported-token', asksAbout: 'deposit' },
    varieties: [{ amount: '4200' }, { amount: '99.5' }],
  },
  {
    ...{ name: 'stuck withdrawal', path: 'stuck-withdrawal', asksAbout: 'withdrawal' },
    varieties: [
      { asset: 'ETH', amount: '0.3125' },
      { asset: 'USDC', amount: '260' },
    ],
  },
  {
    ...{ name: 'dropped transaction', path: 'replaced-transaction', asksAbout: 'withdrawal' },
    varieties: [
      { kind: 'dropped', amount: '175', seconds: 3600 },
      { kind: 'dropped', asset: 'ETH', amount: '0.41', seconds: 3600 },
    ],
  },
  {
    ...{ name: 'replaced transaction', path: 'replaced-transaction', asksAbout: 'withdrawal' },
    varieties: [{ amount: '188.5' }, { asset: 'ETH', amount: '0.2875' }],
  },
  {
    ...{ name: 'reorg', path: 'reorganisation', asksAbout: 'deposit' },
    varieties: [
      { asset: 'ETH', amount: '0.9135' },
      { asset: 'BTC', amount: '0.03217' },
    ],
  },
  {
    ...{ name: 'partial fill', path: 'partial-fill', asksAbout: 'order' },
    varieties: [
      { pair: 'ETH-EUR', amount: '1.6' },
      { pair: 'BTC-EUR', amount: '0.064', side: 'sell' },
    ],
  },
  {
    ...{ name: 'far order', path: 'far-order', asksAbout: 'order' },
    varieties: [
      { pair: 'BTC-EUR', amount: '0.0375' },
      { pair: 'ETH-EUR', amount: '2.4', side: 'sell' },
    ],
  },
  {
    ...{ name: 'halted market', path: 'halted-market', asksAbout: 'order' },
    varieties: [{ pair: 'SOL-USDC', amount: '9.5', seconds: 3600 }],
  },
  {
    ...{ name: 'restriction', path: 'restriction', asksAbout: 'restriction' },
    varieties: [{ kind: 'review' }, { kind: 'document' }, { kind: 'new_password' }],
  },
  {
    ...{ name: 'takeover', path: 'takeover', asksAbout: 'takeover' },
    varieties: [{ amount: '0.2' }],
  },
];
