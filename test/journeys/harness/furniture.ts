import type { Locale } from '../../../src/core/vocabulary.ts';
import { samplePicture } from './samples.ts';
import type { World } from './world.ts';

/** Conversations in the states that the screens show, of the exchange's user with that language. */
export interface Furniture {
  waiting: string;
  answered: string;
  solved: string;
}

const QUESTION =
  'My withdrawal of 1.20 BTC to bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh has been “signing” for two hours. Is it stuck?';
const ANSWER =
  'I can see it: the network is busy and the fee was set before that. It will be signed again within 20 minutes; nothing is lost.';

/** The last line of each request, by its category: as the customer's home shows it. */
export const LAST_LINES = {
  security: 'Which mail address do you write to me from?',
  withdrawal: 'This is what my wallet says.',
  fees: '0.10 % maker and 0.16 % taker, from this month on.',
} as const;

/** Fills the demo: somebody waits, somebody is being answered, something is solved, somebody was blocked. */
export const furnish = async (world: World, locale: Locale): Promise<Furniture> => {
  const user = world.user((one) => one.locale === locale);
  const customer = await world.customer({
    userId: user.id,
    name: user.name,
    locale,
    email: `${user.id}@mail.example`,
  });
  const lead = await world.staff('ingrid');
  await lead.setStatus('on_break');
  const open = (category: 'withdrawal' | 'fees' | 'security', words: string) =>
    customer.begin(category, words, locale);
  const solved = await open('fees', 'Which fee applies to my tier?');
  const at = (id: string, rest: string) => `/api/desk/conversations/${id}/${rest}`;
  const reply = (id: string, text: string, leaveAs: 'solved' | null = null) =>
    lead.ask('POST', at(id, 'messages'), {
      clientMessageId: crypto.randomUUID(),
      text,
      fileIds: [],
      leaveAs,
    });
  await lead.ask('POST', at(solved, 'claim'));
  await reply(solved, LAST_LINES.fees, 'solved');
  const answered = await open('withdrawal', QUESTION);
  await lead.ask('POST', at(answered, 'claim'));
  await reply(answered, ANSWER);
  const picture = await customer.upload(await samplePicture('wallet.png', '#8a5200'));
  await customer.say(answered, LAST_LINES.withdrawal, [picture]);
  await lead.ask('POST', at(answered, 'notes'), {
    clientMessageId: crypto.randomUUID(),
    text: 'Asked the wallet team; they sign again at 14:20 UTC.',
    fileIds: [],
  });
  const waiting = await open('security', LAST_LINES.security);
  await blockSomebody(world);
  return { waiting, answered, solved };
};

/** Whose messenger shows what a blocked person sees. */
export const APPELLANT = 'fr';

const blockSomebody = async (world: World): Promise<void> => {
  const user = world.user(({ locale }) => locale === APPELLANT);
  const customer = await world.customer({ userId: user.id, name: user.name, locale: APPELLANT });
  const lead = await world.staff('ingrid');
  const id = await customer.begin('other', 'Words that were not friendly.');
  const { conversation } = await lead.ask<{ conversation: { customerId: string } }>(
    'GET',
    `/api/desk/conversations/${id}`,
  );
  await lead.ask('POST', `/api/desk/customers/${conversation.customerId}/block`, {
    reason: 'Insults in three messages',
    until: null,
  });
  await customer.ask('POST', '/api/appeal', { text: 'I am sorry; I was upset about the fee.' });
};

/** Lifts what `furnish` blocked. */
export const unblockAll = async (world: World): Promise<void> => {
  const lead = await world.staff('ingrid');
  const { appeals } = await lead.ask<{ appeals: readonly { appealId: string }[] }>(
    'GET',
    '/api/desk/appeals',
  );
  for (const { appealId } of appeals)
    await lead.ask('POST', `/api/desk/appeals/${appealId}/decision`, { decision: 'granted' });
};

/** Puts all of it up anew, after somebody has solved, blocked, left or given away what was there. */
export const refurnish = async (
  world: World,
  locale: Locale,
  furniture: Furniture,
): Promise<void> => {
  await unblockAll(world);
  await world.solveAll();
  for (const name of ['ingrid', 'admin']) {
    const staff = await world.staff(name);
    await staff.ask('PUT', '/api/desk/me/preferences', { locale });
  }
  Object.assign(furniture, await furnish(world, locale));
};
