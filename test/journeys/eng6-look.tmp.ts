import { mkdirSync, rmSync } from 'node:fs';
import { launchBrowser } from '../browser.ts';
import { DemoServer } from './harness/demo-server.ts';
import { PHONE } from './harness/devices.ts';
import { readUsers } from './harness/exchange-page.ts';
import { World } from './harness/world.ts';
import { openMessenger } from './harness/exchange-page.ts';

const OUT = '/tmp/eng6/shots';
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
rmSync('/tmp/eng6/data', { recursive: true, force: true });
const server = new DemoServer({ dataDir: '/tmp/eng6/data', port: 7640, exchangePort: 7641, outputFile: '/tmp/eng6/server.txt' });
await server.start();
const browser = await launchBrowser();
const shot = async (page: any, name: string) => { try { await page.waitForTimeout(350); await page.screenshot({ path: `${OUT}/${name}.png` }); } catch (e) { console.log(name, String(e).slice(0, 200)); } };
try {
  const users = await readUsers(server);
  const world = new World(server, browser, users);
  const admin = await world.staff('admin');
  const f = (key: string, kind: string, labels: any, more: any = {}) => admin.ask('POST', '/api/desk/fields', { key, kind, categories: [], labels, choices: [], requiredToSolve: false, askedOfCustomer: 'no', source: null, position: 1, ...more }) as Promise<any>;
  const sum = await f('sum', 'amount', { en: 'Amount', zh: '金额', ar: 'المبلغ' }, { categories: ['fiat'], askedOfCustomer: 'required' });
  const bank = await f('bank', 'text', { en: 'Bank', zh: '银行', ar: 'المصرف' }, { categories: ['fiat'], askedOfCustomer: 'required', requiredToSolve: true });
  const day = await f('day', 'date', { en: 'Day of the transfer', zh: '转账日期', ar: 'يوم التحويل' }, { categories: ['fiat'], askedOfCustomer: 'optional' });
  const way = await f('way', 'choice', { en: 'Way', zh: '方式', ar: 'الطريقة' }, { choices: [{ value: 'a', labels: { en: 'Wire', zh: '电汇', ar: 'حوالة' } }, { value: 'b', labels: { en: 'Card', zh: '银行卡', ar: 'بطاقة' } }] });
  const c = await world.customer({ userId: 'look-1', name: 'Mina', locale: 'en' });
  const ids = [await c.begin('deposit', 'Where is my deposit?'), await c.begin('fees', 'Which fee applies?'), await c.begin('account', 'Something is wrong.')];
  const rule = (name: string, more: any) => ({ name, trigger: { kind: 'event', events: ['opened'] }, condition: { kind: 'all', of: [] }, actions: [{ kind: 'tag', add: ['seen'], remove: [] }], stop: false, ...more });
  const draft = async (d: any, live: boolean) => { const { ruleId } = await admin.ask('POST', '/api/desk/rules', d) as any; if (live) await admin.ask('POST', `/api/desk/rules/${ruleId}/publish`, { note: 'x' }); return ruleId; };
  await draft(rule('Deposits first', { condition: { kind: 'choice', field: 'category', op: 'is', values: ['deposit'] }, actions: [{ kind: 'priority', to: 'high' }, { kind: 'tag', add: ['deposit'], remove: [] }] }), true);
  await draft(rule('Deposits last', { condition: { kind: 'choice', field: 'category', op: 'is', values: ['deposit'] }, actions: [{ kind: 'priority', to: 'low' }] }), false);
  await draft(rule('Notes on and on', { trigger: { kind: 'event', events: ['opened', 'note_left'] }, actions: [{ kind: 'note', words: 'Again' }] }), false);
  await draft(rule('Follows tags', { trigger: { kind: 'event', events: ['tags_changed'] }, actions: [{ kind: 'tag', add: ['led'], remove: [] }] }), false);
  const asking = await draft(rule('Large transfers', { condition: { kind: 'all', of: [
    { kind: 'field', fieldId: sum.fieldId, op: 'at_least', values: ['10000 USDT'] },
    { kind: 'field', fieldId: bank.fieldId, op: 'contains', values: ['Saturn'] },
    { kind: 'field', fieldId: day.fieldId, op: 'before', values: ['2026-03-29'] },
    { kind: 'field', fieldId: way.fieldId, op: 'one_of', values: ['a'] },
    { kind: 'field', fieldId: bank.fieldId, op: 'empty', values: [] } ] } }), false);
  await admin.ask('POST', '/api/desk/macros', { shortcut: 'done', title: 'Done and told', category: null, texts: { en: 'It has arrived, {{customer.name}}.' }, actions: [{ kind: 'tag', add: ['arrived'], remove: [] }, { kind: 'status', to: 'solved' }], visibility: 'all', teamId: null });
  await admin.setStatus('on_break');
  await admin.ask('POST', `/api/desk/conversations/${ids[0]}/claim`);
  const passes: any[] = [
    { name: 'desktop-light-en', spoken: 'en', colorScheme: 'light' },
    { name: 'desktop-dark-zh', spoken: 'zh', colorScheme: 'dark' },
    { name: 'phone-light-ar', spoken: 'ar', colorScheme: 'light', ...PHONE },
    { name: 'phone-dark-zh', spoken: 'zh', colorScheme: 'dark', ...PHONE },
  ].filter(({ name }) => process.argv[2] === undefined || name === process.argv[2]);
  for (const { name, ...opts } of passes) {
    try {
      const desk = await world.desk('admin', { path: '/automation', ...opts });
      const row = desk.page.locator('[data-testid=rule-row]').filter({ hasText: 'Large transfers' });
      await row.getByTestId('rule-edit').click();
      await desk.id('condition-row').first().waitFor();
      await desk.page.waitForTimeout(700);
      await shot(desk.page, `${name}-editor`);
      await desk.page.keyboard.press('Escape');
      await desk.id('rule-editor').waitFor({ state: 'detached' });
      await desk.id('book-try').click();
      await shot(desk.page, `${name}-book-choice`);
      await desk.id('book-start').click();
      await desk.page.locator('[data-testid=trial-progress][data-state=done]').waitFor();
      await shot(desk.page, `${name}-book-result`);
      await desk.page.locator('[data-testid=book-rule] summary').first().click();
      await desk.page.locator('[data-testid=book-difference]').first().scrollIntoViewIfNeeded();
      await shot(desk.page, `${name}-book-result2`);
      await desk.id('trial-close').click();
      await desk.goTo('/inbox/all');
      await desk.page.locator('[data-testid=conversation-row]').first().waitFor();
      await desk.page.keyboard.press('Shift+X');
      await desk.page.waitForTimeout(400);
      if (await desk.id('bulk-change').count()) {
        await desk.id('bulk-change').click();
        await desk.id('bulk-kind').selectOption('macro');
        await desk.id('bulk-to').selectOption({ label: 'Done and told' });
        await desk.id('bulk-preview').waitFor();
        await shot(desk.page, `${name}-bulk`);
        await desk.page.keyboard.press('Escape');
      }
      await desk.goTo('/macros');
      await desk.id('macro-new').click();
      await shot(desk.page, `${name}-macro-form`);
    } catch (e) { console.log(name, String(e).slice(0, 400)); }
    try {
      const locale = opts.spoken;
      const user = world.user((one) => one.locale === locale);
      const messenger = await openMessenger(await world.context(opts), server, user);
      await messenger.beginEmpty('fiat');
      await messenger.frame.locator('.form').waitFor();
      await messenger.page.waitForTimeout(1500);
      await messenger.composer.fill('My transfer is missing');
      await messenger.frame.locator('.composer button[type=submit]').click();
      await messenger.frame.locator('.form-wrong').first().waitFor();
      await messenger.page.waitForTimeout(300);
      console.log(name, 'focused', await messenger.frame.locator('.form :focus').count());
      await shot(messenger.page, `${name}-messenger`);
      await messenger.frame.locator('.form input').first().fill('Saturn');
      await messenger.frame.locator('.form input').last().fill('5 USDT');
      await messenger.frame.locator('.form input').last().blur();
      await messenger.frame.locator('.form .primary').click();
      await messenger.frame.locator('.reach-sent, .reach-delivered').first().waitFor();
      await shot(messenger.page, `${name}-messenger-sent`);
    } catch (e) { console.log(name, 'messenger', String(e).slice(0, 400)); }
  }
} finally {
  await browser.close();
  await server.stop();
}
