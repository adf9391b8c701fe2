import { accountSteps, type Steps } from './account-screens.ts';
import type { Desk } from './desk.ts';
import type { Furniture } from './furniture.ts';

/** The screens of a lead. */
export const leadSteps = (furniture: Furniture): Steps => {
  const talk = () => `/inbox/all/${furniture.answered}`;
  const dialog = (desk: Desk) => desk.page.getByRole('dialog').waitFor();
  const menu = (desk: Desk) => desk.page.getByRole('menu').waitFor();
  return [
    ['empty view', () => '/inbox/snoozed'],
    ['conversation', talk, (desk) => desk.id('attachment').first().waitFor()],
    [
      'unassigned',
      () => `/inbox/unassigned/${furniture.waiting}`,
      (desk) => desk.id('message').first().waitFor(),
    ],
    ['note', talk, (desk) => desk.id('tab-note').click()],
    [
      'canned list',
      talk,
      async (desk) => {
        await desk.id('open-canned').click();
        await desk.page.locator('#canned-list').waitFor();
      },
    ],
    [
      'transfer',
      talk,
      async (desk) => {
        await desk.id('do-transfer').click();
        await desk.id('transfer-dialog').waitFor();
      },
    ],
    [
      'assign',
      talk,
      async (desk) => {
        await desk.id('do-assign').click();
        await menu(desk);
      },
    ],
    [
      'snooze',
      talk,
      async (desk) => {
        await desk.id('do-snooze').click();
        await menu(desk);
      },
    ],
    [
      'block',
      talk,
      async (desk) => {
        const toggle = desk.id('toggle-context');
        if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
        await desk.id('block').click();
        await dialog(desk);
      },
    ],
    ...accountSteps(talk),
    [
      'palette',
      talk,
      async (desk) => {
        await desk.page.keyboard.press('Control+k');
        await desk.id('palette').waitFor();
      },
    ],
    [
      'help',
      talk,
      async (desk) => {
        await desk.page.locator('body').press('?');
        await dialog(desk);
      },
    ],
    [
      'security lane',
      () => '/security/waiting_on_us',
      (desk) => desk.id('conversation-row').first().waitFor(),
    ],
    ['queue', () => '/queue', (desk) => desk.id('queue-row').first().waitFor()],
    ['appeals', () => '/appeals', (desk) => desk.id('appeal').first().waitFor()],
    [
      'canned responses',
      () => '/canned-responses',
      (desk) => desk.page.locator('tbody tr').first().waitFor(),
    ],
    [
      'canned form',
      () => '/canned-responses',
      async (desk) => {
        await desk.page.getByRole('button', { name: desk.text('canned.new') }).click();
        await dialog(desk);
      },
    ],
    ['settings', () => '/settings', (desk) => desk.page.locator('h1').waitFor()],
  ];
};

/** Those of an administrator besides. */
export const adminSteps: Steps = [
  ['staff', () => '/staff', (desk) => desk.page.locator('tbody tr').first().waitFor()],
  [
    'staff form',
    () => '/staff',
    async (desk) => {
      await desk.page.getByRole('button', { name: desk.text('staff.new') }).click();
      await desk.page.getByRole('dialog').waitFor();
    },
  ],
];

/** Where the work of the house is set up and looked into: what stands under Manage, and the lists beside the inbox. */
export const manageSteps: Steps = [
  'search',
  'tasks',
  'mentions',
  'automation',
  'macros',
  'fields',
  'departments',
  'incidents',
  'manage',
  'service-levels',
  'promises',
  'complaints',
  'feedback',
  'reviews',
  'integration',
  'audit',
  'approvals',
  'assistant',
  'official',
].map((path) => [path, () => `/${path}`, (desk) => desk.page.locator('h1').first().waitFor()]);
