/** What stands for a value of this name in the examples of the API reference. A name wins over the kind of the value. */
export const EXAMPLE_WORDS: Readonly<Record<string, unknown>> = {
  // People and their ids
  customer: 'u-48213',
  externalId: 'u-48213',
  customerName: 'Mina',
  publicName: 'Ana',
  badge: 'M-2041',
  agentId: 'agent-17',
  teamId: 'support',
  departmentId: 'wallet-operations',
  memberIds: ['agent-17'],
  // What is said
  text: 'My withdrawal of last night still says pending. What does it wait for?',
  firstLine: 'Please look whether this withdrawal was broadcast.',
  request: 'Please look whether this withdrawal was broadcast.',
  because: 'The network is congested; it will be looked at again at three.',
  reason: 'The customer was told Tuesday, and it is Wednesday.',
  answer: 'You were right: the notice came two hours late. It now comes at once.',
  q: 'withdrawal status:open after:2026-01-31',
  title: 'Bitcoin withdrawals are delayed',
  name: 'Waiting for wallet operations',
  shortcut: 'delay',
  // Places and numbers
  number: '4827-1935-6',
  clientMessageId: 'crm-2026-000481',
  clientEntryId: 'crm-2026-000482',
  requestKey: 'crm-bulk-0007',
  cursor: '1772357700000_01961f7e-3b1a-7c44-8c52-7a1d9f6e2b40',
  nextCursor: null,
  tag: 'vip_queue',
  tags: ['vip_queue'],
  add: ['vip_queue'],
  remove: [],
  fieldId: 'txid',
  value: '9f2c…e10b',
  url: 'https://crm.example.com/mainstay',
  eventTypes: ['message_sent', 'status_changed'],
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLwSw',
  hash: '5f0c8a1e…',
  timeZone: 'Asia/Seoul',
  mime: 'image/png',
  fromAddress: '203.0.113.7',
  version: 3,
  limit: 50,
  perMinute: 600,
};

/** For what its name does not tell: a moment, a length of time, an id. */
export const EXAMPLE_AT = Date.parse('2026-03-01T09:35:00Z');
export const EXAMPLE_ID = '01961f7e-3b1a-7c44-8c52-7a1d9f6e2b40';
