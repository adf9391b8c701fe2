import type { Desk } from './desk.ts';

export type Steps = readonly (readonly [
  name: string,
  /** Asked for at every visit: the furniture may have been put up anew. */
  path: () => string,
  then?: (desk: Desk) => Promise<void>,
])[];

const beside = async (desk: Desk, tab: string): Promise<void> => {
  const toggle = desk.id('toggle-context');
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  await desk.id(`context-tab-${tab}`).click();
};

/** What stands beside a case in hand: its account, its safety, and where funds went. */
export const accountSteps = (talk: () => string): Steps => [
  [
    'account',
    talk,
    async (desk) => {
      await beside(desk, 'account');
      await desk.id('account').waitFor();
    },
  ],
  [
    'reveal',
    talk,
    async (desk) => {
      await beside(desk, 'account');
      await desk.id('reveal').first().click();
      await desk.id('reveal-popover').waitFor();
    },
  ],
  [
    'takeover checklist',
    talk,
    async (desk) => {
      await beside(desk, 'security');
      await desk.id('takeover').waitFor();
    },
  ],
  [
    'ask for approval',
    talk,
    async (desk) => {
      await beside(desk, 'security');
      await desk.id('ask-unlock').click();
      await desk.id('ask-approval').waitFor();
    },
  ],
  [
    'traces',
    talk,
    async (desk) => {
      await beside(desk, 'traces');
      await desk.id('start-trace').waitFor();
    },
  ],
  [
    'lock the account',
    talk,
    async (desk) => {
      await desk.id('thread').focus();
      await desk.page.keyboard.press('Shift+F');
      await desk.id('protect-dialog').waitFor();
    },
  ],
  ['approvals', () => '/approvals', (desk) => desk.page.locator('h1').waitFor()],
];
