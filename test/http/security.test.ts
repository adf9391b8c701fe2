import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { counterBytes, totpCode, totpCounters } from '../../src/core/identity/totp.ts';
import { ask } from './compose.ts';
import { addStaff, giveAuthenticator, PASSWORD } from './product.ts';
import { caseFor, REASON, TEAM, withWorld } from './security-world.ts';

describe('masked accounts', () => {
  test('only who has the case in hand sees it, masked, and a reveal is an access event', () =>
    withWorld(async (world) => {
      const { product } = world;
      const agent = await addStaff(product, 'agent', { teamIds: [TEAM] });
      const lead = await addStaff(product, 'supervisor', { teamIds: [TEAM] });
      const { conversationId } = await caseFor(world, agent.cookie, 'u-10');
      const path = `/api/desk/conversations/${conversationId}`;
      const other = await ask(product.server, 'GET', `${path}/account`, { cookie: lead.cookie });
      assert.equal(other.body.error.code, 'not_your_case');
      const seen = await ask(product.server, 'GET', `${path}/account`, { cookie: agent.cookie });
      assert.equal(seen.status, 200, seen.text);
      const fields = seen.body.sections.flatMap(
        (section: {
          items: { fields: { key: string; revealable: boolean; value: unknown }[] }[];
        }) => section.items.flatMap(({ fields: own }) => own),
      );
      const hidden = fields.filter((field: { revealable: boolean }) => field.revealable);
      assert.ok(hidden.length >= 10);
      assert.ok(hidden.every(({ value }: { value: unknown }) => value === null));
      const [first] = hidden;
      const short = await ask(product.server, 'POST', `${path}/reveals`, {
        cookie: agent.cookie,
        body: { key: first.key, reason: 'no' },
      });
      assert.equal(short.status, 400);
      const revealed = await ask(product.server, 'POST', `${path}/reveals`, {
        cookie: agent.cookie,
        body: { key: first.key, reason: REASON },
      });
      assert.equal(revealed.status, 200, revealed.text);
      const { rows } = await sql<{ reason: string }>`
        SELECT reason FROM access_events WHERE reason LIKE 'revealed %'`.execute(product.database);
      assert.deepEqual(rows, [{ reason: `revealed ${first.key}` }]);
      const after = await ask(product.server, 'GET', `${path}/account`, { cookie: agent.cookie });
      assert.ok(after.text.includes(JSON.stringify(revealed.body.value)));
      assert.deepEqual(after.body.reveals, { used: 1, limit: 15, includesThis: true });
    }));

  test('the sixteenth customer is refused, until a supervisor extends the day once', () =>
    withWorld(async (world) => {
      const { product } = world;
      const agent = await addStaff(product, 'agent', { teamIds: [TEAM] });
      const lead = await addStaff(product, 'supervisor', { teamIds: [TEAM] });
      const reveal = async (externalId: string) => {
        const { conversationId } = await caseFor(world, agent.cookie, externalId);
        return ask(product.server, 'POST', `/api/desk/conversations/${conversationId}/reveals`, {
          cookie: agent.cookie,
          body: { key: 'account.email', reason: REASON },
        });
      };
      for (let each = 1; each <= 15; each += 1) {
        const answer = await reveal(`u-r${each}`);
        assert.equal(answer.status, 200, answer.text);
      }
      const refused = await reveal('u-r16');
      assert.equal(refused.body.error.code, 'reveal_limit_reached');
      const events = await sql<{ count: number }>`
        SELECT count(*)::int AS count FROM access_events WHERE reason LIKE 'revealed %'`.execute(
        product.database,
      );
      assert.equal(events.rows[0]?.count, 15);
      const extend = () =>
        ask(product.server, 'POST', `/api/desk/agents/${agent.agentId}/reveal-extension`, {
          cookie: lead.cookie,
          body: { extra: 1, reason: REASON },
        });
      assert.equal((await extend()).status, 204);
      assert.equal((await extend()).body.error.code, 'already_extended');
      assert.equal((await reveal('u-r17')).status, 200);
      assert.equal((await reveal('u-r18')).body.error.code, 'reveal_limit_reached');
    }));

  test('what must not be told is for compliance alone', () =>
    withWorld(async (world) => {
      const { product } = world;
      const agent = await addStaff(product, 'agent', { teamIds: [TEAM] });
      const officer = await addStaff(product, 'compliance', { teamIds: [TEAM] });
      const { conversationId } = await caseFor(world, agent.cookie, 'u-20');
      const path = `/api/desk/conversations/${conversationId}/restriction-secrets`;
      assert.equal((await ask(product.server, 'GET', path, { cookie: agent.cookie })).status, 403);
      const told = await ask(product.server, 'GET', path, { cookie: officer.cookie });
      assert.equal(told.status, 200, told.text);
      const [secret] = told.body.restrictions;
      const account = await ask(
        product.server,
        'GET',
        `/api/desk/conversations/${conversationId}/account`,
        { cookie: agent.cookie },
      );
      assert.ok(secret.internalReason.length > 0);
      assert.ok(!account.text.includes(secret.internalReason));
    }));
});

describe('protecting', () => {
  test('who does not have the case changes nothing; who has it, and whoever leads, does', () =>
    withWorld(async (world) => {
      const { product, fake } = world;
      const agent = await addStaff(product, 'agent', { teamIds: [TEAM] });
      const peer = await addStaff(product, 'agent', { name: 'peer', teamIds: [TEAM] });
      const lead = await addStaff(product, 'supervisor', { teamIds: [TEAM] });
      const { conversationId } = await caseFor(world, agent.cookie, 'u-40');
      const path = `/api/desk/conversations/${conversationId}`;
      const act = (cookie: string, action: string) =>
        ask(product.server, 'POST', `${path}/protect`, {
          cookie,
          body: { action, reason: REASON },
        });
      for (const action of ['lock', 'revoke_sessions', 'revoke_api_keys', 'cancel_withdrawals'])
        assert.equal((await act(peer.cookie, action)).body.error.code, 'not_your_case');
      const ticked = await ask(product.server, 'PUT', `${path}/takeover/devices_checked`, {
        cookie: peer.cookie,
        body: { done: true },
      });
      assert.equal(ticked.body.error.code, 'not_your_case');
      assert.equal(fake.book.happened('lock') + fake.book.happened('revokeSessions'), 0);
      fake.trouble('down');
      assert.equal((await act(agent.cookie, 'revoke_api_keys')).body.state, 'retrying');
      const { rows } = await sql<{ count: number }>`
        SELECT count(*)::int AS count FROM due_work WHERE kind = 'protect_account'`.execute(
        product.database,
      );
      assert.equal(rows[0]?.count, 1);
      fake.trouble(null);
      assert.equal((await act(agent.cookie, 'revoke_sessions')).body.state, 'done');
      assert.equal((await act(lead.cookie, 'lock')).body.state, 'done');
      const { body } = await ask(product.server, 'GET', `${path}/takeover`, {
        cookie: agent.cookie,
      });
      const done = body.steps.filter((step: { done: boolean }) => step.done);
      assert.deepEqual(
        done.map(({ step }: { step: string }) => step),
        ['account_locked', 'sessions_revoked'],
      );
    }));
});

/** What an authenticator shows now. */
const codeOf = (secret: string): string => {
  const [, counter = 0] = totpCounters(Date.now());
  return totpCode(createHmac('sha1', secret).update(counterBytes(counter)).digest());
};

describe('unlocking', () => {
  test('two people, one of them a lead, each with proof; the exchange sets the clock', () =>
    withWorld(async (world) => {
      const { product, fake } = world;
      const agent = await addStaff(product, 'agent', { teamIds: [TEAM] });
      const peer = await addStaff(product, 'agent', { name: 'peer', teamIds: [TEAM] });
      const lead = await addStaff(product, 'supervisor', { teamIds: [TEAM] });
      const { conversationId, session } = await caseFor(world, agent.cookie, 'u-30');
      const path = `/api/desk/conversations/${conversationId}/approvals`;
      const agentSecret = await giveAuthenticator(product, agent.agentId);
      const askWith = (proof: { readonly method: string; readonly value: string }) =>
        ask(product.server, 'POST', path, {
          cookie: agent.cookie,
          body: { step: 'unlock', reason: REASON, proof },
        });
      const byPassword = await askWith({ method: 'password', value: PASSWORD });
      assert.equal(byPassword.body.error.code, 'proof_method');
      const byGuess = await askWith({ method: 'totp', value: '000000' });
      assert.equal(byGuess.body.error.code, 'proof_wrong');
      const code = codeOf(agentSecret);
      const asked = await askWith({ method: 'totp', value: code });
      assert.equal(asked.status, 200, asked.text);
      const reused = await askWith({ method: 'totp', value: code });
      assert.equal(reused.body.error.code, 'proof_wrong');
      const leadSecret = await giveAuthenticator(product, lead.agentId);
      const decide = (cookie: string, secret: string) =>
        ask(product.server, 'POST', `/api/desk/approvals/${asked.body.approvalId}/decision`, {
          cookie,
          body: {
            approve: true,
            reason: REASON,
            proof: { method: 'totp', value: codeOf(secret) },
          },
        });
      assert.equal((await decide(agent.cookie, agentSecret)).body.error.code, 'own_request');
      assert.equal((await decide(peer.cookie, agentSecret)).body.error.code, 'lead_needed');
      assert.equal(fake.book.happened('unlock'), 0);
      const safety = await ask(product.server, 'GET', '/api/safety', { session });
      assert.equal(safety.body.steps[0].state, 'waiting_for_approval');
      const given = await decide(lead.cookie, leadSecret);
      assert.equal(given.status, 200, given.text);
      assert.equal(given.body.state, 'sent');
      assert.ok(given.body.readyAt > 0);
      assert.equal(fake.book.happened('unlock'), 1);
      assert.equal((await decide(lead.cookie, leadSecret)).body.error.code, 'approval_decided');
    }));

  test('approved while the exchange is down it is kept for the next try; a plain no ends it', () =>
    withWorld(async (world) => {
      const { product, fake } = world;
      const agent = await addStaff(product, 'agent', { teamIds: [TEAM] });
      const lead = await addStaff(product, 'supervisor', { teamIds: [TEAM] });
      const secrets = {
        agent: await giveAuthenticator(product, agent.agentId),
        lead: await giveAuthenticator(product, lead.agentId),
      };
      const { conversationId } = await caseFor(world, agent.cookie, 'u-31');
      const asked = await ask(
        product.server,
        'POST',
        `/api/desk/conversations/${conversationId}/approvals`,
        {
          cookie: agent.cookie,
          body: {
            step: 'unlock',
            reason: REASON,
            proof: { method: 'totp', value: codeOf(secrets.agent) },
          },
        },
      );
      assert.equal(asked.status, 200, asked.text);
      const { approvalId } = asked.body;
      fake.trouble('down');
      const given = await ask(
        product.server,
        'POST',
        `/api/desk/approvals/${approvalId}/decision`,
        {
          cookie: lead.cookie,
          body: {
            approve: true,
            reason: REASON,
            proof: { method: 'totp', value: codeOf(secrets.lead) },
          },
        },
      );
      assert.equal(given.body.state, 'approved', given.text);
      const { rows } = await sql<{ key: string }>`
        SELECT work_key AS key FROM due_work WHERE kind = 'send_approved' ORDER BY 1`.execute(
        product.database,
      );
      assert.deepEqual(
        rows.map(({ key }) => key),
        [`approved|${approvalId}`, `approved|${approvalId}|1`],
      );
      fake.trouble(null);
      fake.book.refuse('unlock', { userId: 'u-31' }, 'account_closed');
      const sending = product.features.security.handlers.find(([kind]) => kind === 'send_approved');
      assert.ok(sending);
      await sending[1]({ approvalId });
      const after = await ask(product.server, 'GET', '/api/desk/approvals', {
        cookie: lead.cookie,
      });
      assert.equal(after.body.approvals[0].state, 'refused');
    }));
});
