import type { Push, PushResult, PushSubscription } from '../../src/ports/push.ts';

export interface FakePush extends Push {
  readonly sent: { subscription: PushSubscription; payload: string }[];
  /** What the push service answers from now on. */
  answer: PushResult | Error;
}

/** A push service that remembers what it was given. */
export const fakePush = (): FakePush => {
  const sent: FakePush['sent'] = [];
  const push: FakePush = {
    publicKey: 'public-key-of-a-fake',
    sent,
    answer: 'delivered',
    send: async (subscription, payload) => {
      if (push.answer instanceof Error) throw push.answer;
      sent.push({ subscription, payload });
      return push.answer;
    },
  };
  return push;
};
