import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { ok } from '../../core/outcome.ts';
import type { Connection, Database } from '../../ports/database.ts';
import { auditKeyOf } from './hash-seal.ts';
import { keepAsker, withAsker, writeAudit } from './index.ts';
import { sealAudit } from './seal.ts';
import { type AuditFault, verifyAudit } from './verify.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const key = auditKeyOf(randomBytes(32));

const write = (connection: Connection, action: string): Promise<void> =>
  writeAudit(connection, {
    actor: { kind: 'staff', id: 'a-1' },
    action,
    subject: { kind: 'test', id: '1' },
    data: { b: 1, a: 'é' },
  });

const look = async (connection: Connection, customerId: string): Promise<void> => {
  await sql`INSERT INTO access_events (agent_id, subject_kind, subject_id, customer_id, reason)
    VALUES ('a-1', 'customer', 'c', ${customerId}, 'opened')`.execute(connection);
};

const seal = (database: Database, waitMs?: number): Promise<number> =>
  sealAudit({ database, log: quiet, key, checkLease: async () => ok(null) }, waitMs);

const faultsOf = async (
  database: Database,
  head: string | null = null,
): Promise<readonly AuditFault[]> => (await verifyAudit(database, key, head)).faults;

const prepared = async (database: Database): Promise<void> => {
  const customerId = await addCustomer(database);
  for (let i = 0; i < 5; i++) {
    await write(database, `done_${i}`);
    await look(database, customerId);
  }
  assert.equal(await seal(database), 10);
};

test('what was sealed verifies; one row altered, removed or inserted is found and named', () =>
  withTestDatabase(async (database) => {
    await prepared(database);
    const whole = await verifyAudit(database, key, null);
    assert.deepEqual([whole.seals, whole.rows, whole.unsealed, whole.faults], [2, 10, 0, []]);

    await sql`UPDATE audit_events SET at = at + interval '1 microsecond' WHERE audit_id = 3`.execute(
      database,
    );
    assert.deepEqual(await faultsOf(database), [
      { kind: 'altered', source: 'audit_events', id: 3 },
    ]);
    await sql`UPDATE audit_events SET at = at - interval '1 microsecond' WHERE audit_id = 3`.execute(
      database,
    );
    assert.deepEqual(await faultsOf(database), []);

    await sql`UPDATE access_events SET reason = 'other' WHERE access_id = 2`.execute(database);
    await sql`DELETE FROM access_events WHERE access_id = 4`.execute(database);
    await sql`DELETE FROM audit_events WHERE audit_id = 5`.execute(database);
    await sql`INSERT INTO audit_events (audit_id, actor_kind, action, subject_kind, subject_id)
      OVERRIDING SYSTEM VALUE VALUES (-7, 'system', 'x', 'y', 'z')`.execute(database);
    const faults = await faultsOf(database);
    assert.deepEqual(
      faults.map((fault) =>
        'id' in fault ? `${fault.kind} ${fault.source} ${fault.id}` : fault.kind,
      ),
      [
        'inserted audit_events -7',
        'removed audit_events 5',
        'altered access_events 2',
        'removed access_events 4',
      ],
    );
  }));

test('rows that were rolled back leave a gap which nobody can fill afterwards', () =>
  withTestDatabase(async (database) => {
    await write(database, 'first');
    await database
      .transaction()
      .execute(async (trx) => {
        await write(trx, 'never');
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await write(database, 'third');
    assert.equal(await seal(database), 2);
    assert.deepEqual(await faultsOf(database), []);
    await sql`INSERT INTO audit_events (audit_id, actor_kind, action, subject_kind, subject_id)
      OVERRIDING SYSTEM VALUE VALUES (2, 'system', 'x', 'y', 'z')`.execute(database);
    assert.deepEqual(await faultsOf(database), [
      { kind: 'inserted', source: 'audit_events', id: 2 },
    ]);
  }));

test('a row whose transaction ends after a later one is sealed in its place, not taken for an insertion', () =>
  withTestDatabase(async (database) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let written = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      written = resolve;
    });
    const slow = database.transaction().execute(async (trx) => {
      await write(trx, 'slow');
      written();
      await released;
    });
    await first;
    await write(database, 'quick');
    assert.equal(await seal(database, 60), 0, 'nothing is sealed past a row that may still come');
    const sealing = seal(database);
    setTimeout(release, 80);
    await slow;
    assert.equal(await sealing, 2);
    assert.deepEqual(await faultsOf(database), []);
  }));

test('seals that were changed, taken out or made anew are noticed; a head kept outside notices a cut end', () =>
  withTestDatabase(async (database) => {
    await prepared(database);
    await write(database, 'later');
    assert.equal(await seal(database), 1);
    const { head } = await verifyAudit(database, key, null);
    assert.ok(head);
    assert.deepEqual(await faultsOf(database, head), []);
    const forged = await verifyAudit(database, auditKeyOf(randomBytes(32)), null);
    assert.ok(
      forged.faults.some(({ kind }) => kind === 'seal_altered'),
      'only who has the key can seal',
    );

    await sql`DELETE FROM audit_seals WHERE seal_id = 3`.execute(database);
    assert.deepEqual(await faultsOf(database), [], 'a cut end alone shows nothing');
    assert.deepEqual(await faultsOf(database, head), [{ kind: 'head_unknown', head }]);
    await sql`DELETE FROM audit_seals WHERE seal_id = 1`.execute(database);
    assert.deepEqual(await faultsOf(database), [{ kind: 'seal_out_of_place', sealId: 2 }]);
  }));

test('two sealers at once cannot fork the chain', () =>
  withTestDatabase(async (database) => {
    for (let i = 0; i < 20; i++) await write(database, 'done');
    const results = await Promise.allSettled([seal(database), seal(database), seal(database)]);
    const sealed = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    assert.equal(
      sealed.reduce((sum, count) => sum + count, 0),
      20,
    );
    assert.deepEqual(await faultsOf(database), []);
  }));

test('a change says where it was asked from, also when it waited in a queue shared with others', () =>
  withTestDatabase(async (database) => {
    const queue: (() => Promise<void>)[] = [];
    const asked = (address: string): void =>
      withAsker({ address, sessionId: `s-${address}` }, () => {
        queue.push(keepAsker(() => write(database, address)));
      });
    asked('192.0.2.1');
    asked('192.0.2.2');
    queue.push(keepAsker(() => write(database, 'nobody')));
    await withAsker({ address: '192.0.2.9', sessionId: 's' }, async () => {
      for (const work of queue) await work();
    });
    const { rows } = await sql<{ action: string; from_address: string | null }>`
      SELECT action, from_address FROM audit_events ORDER BY audit_id`.execute(database);
    assert.deepEqual(
      rows.map((row) => [row.action, row.from_address]),
      [
        ['192.0.2.1', '192.0.2.1'],
        ['192.0.2.2', '192.0.2.2'],
        ['nobody', null],
      ],
    );
  }));
