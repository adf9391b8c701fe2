/** What a form requires, in the hands of a customer: said at its field, asked again, and nothing written is lost. */
import assert from 'node:assert/strict';
import { journey } from './harness/world.ts';

const WORDS = 'My tax report has a hole in May.';

journey(
  'a form says at its field what is needed, and sends what was written once it is there',
  async (world) => {
    const admin = await world.staff('admin');
    const field = {
      key: 'tax_year',
      kind: 'number',
      categories: ['tax'],
      labels: { en: 'Year of the report' },
      choices: [],
      requiredToSolve: false,
      askedOfCustomer: 'required',
      source: null,
      position: 1,
    };
    const made = await admin.ask<{ fieldId: string; version: number }>(
      'POST',
      '/api/desk/fields',
      field,
    );
    try {
      const user = world.user(({ locale }) => locale === 'en');
      const messenger = await world.messenger(user);
      await messenger.beginEmpty('tax');
      const year = messenger.frame.getByLabel('Year of the report');
      await year.waitFor();
      await messenger.write(WORDS);
      await messenger.frame.getByText(messenger.text('form.required')).waitFor();
      assert.equal(await year.getAttribute('aria-invalid'), 'true');
      assert.equal(
        await year.evaluate((input) => input === input.ownerDocument.activeElement),
        true,
        'where something is needed, one can write at once',
      );
      await year.fill('2025');
      await year.blur();
      await messenger.button('form.send').click();
      await messenger.reached('sent');
      await messenger.frame.locator('.message.own').filter({ hasText: WORDS }).waitFor();
    } finally {
      // No other journey is asked for it.
      const { fieldId, version } = made;
      await admin.ask('PUT', `/api/desk/fields/${fieldId}`, { ...field, version, retired: true });
    }
  },
);
