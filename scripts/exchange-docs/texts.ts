import {
  EXAMPLE_KEY_ID,
  EXAMPLE_SECRET,
  LOCK_EXAMPLE,
  READ_EXAMPLE,
  WEBHOOK_EXAMPLE,
} from './worked-example.ts';

const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ');

const headersOf = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const SIGNING = `## Signing

Every request is signed with a key that both sides know. You give Mainstay an id and 32 random bytes or more (in base64;
the decoded bytes are the key) with the scopes \`support\` and \`events\`, and, if compliance staff shall see what stands
behind restrictions, a second one with the scope \`compliance\`. While keys are changed, two are valid at once.

The signature is the HMAC-SHA256, in lower-case hexadecimal, of these eight lines, joined by a line feed (0x0A), with
none after the last:

1. \`mainstay-v1\`
2. the key's id, as in \`mainstay-key\`
3. the time in seconds since 1970, as in \`mainstay-timestamp\`
4. the nonce, as in \`mainstay-nonce\`: 16 to 64 characters of \`A-Z a-z 0-9 _ -\`
5. the method in upper case
6. path and query exactly as they stand in the request line, still encoded
7. the \`idempotency-key\`, or nothing where the request has none
8. the SHA-256 of the raw body in lower-case hexadecimal; of no bytes where there is no body

It travels as \`mainstay-signature: v1=…\`. Check it before you look at anything else, over the bytes that you received
and not over JSON that was parsed and written again. Then, in this order:

- compare in constant time (\`signature_invalid\`);
- refuse what is more than 300 seconds from your clock (\`clock_skew\`);
- refuse a nonce that this key has used within the last 300 seconds, and remember this one for 601 seconds
  (\`nonce_used\`). Several servers share that memory.

### A worked example: a request with a body

Key \`${EXAMPLE_KEY_ID}\`, secret \`${EXAMPLE_SECRET}\` (the bytes 1 to 32; never use it). The request:

${indent(`${LOCK_EXAMPLE.method} ${LOCK_EXAMPLE.target} HTTP/1.1\ncontent-type: application/json\n${headersOf(LOCK_EXAMPLE.headers)}\n\n${LOCK_EXAMPLE.body}`)}

What was signed:

${indent(LOCK_EXAMPLE.text)}

### A worked example: a request without one

${indent(`${READ_EXAMPLE.method} ${READ_EXAMPLE.target} HTTP/1.1\n${headersOf(READ_EXAMPLE.headers)}`)}

What was signed; the seventh line is empty, the eighth is the digest of no bytes:

${indent(READ_EXAMPLE.text)}
`;

/** The document's introduction, in Markdown. */
export const INTRODUCTION = `What an exchange offers to Mainstay, so that support can answer from the account, lock it when minutes count, and never
say a figure that nobody gave.

Your server answers these requests; Mainstay's server sends them, never a browser. It is written for the inside: put it
behind TLS, reachable for Mainstay alone, with mutual TLS if you wish.

## What holds for every answer

- A 200 carries \`asOf\` (when the figures were true) and \`data\`; an answer about a user repeats \`userId\`. An answer
  about somebody else, or one whose \`asOf\` lies more than a minute ahead, is thrown away.
- An answer that does not fit its schema is thrown away as a whole. Fields that are not named here are ignored, so you
  may add some.
- Lists are newest first, 50 entries at most. An answer has at most 1 MB of JSON in UTF-8.
- An id that you do not have, and one that belongs to another user, get the same answer: 404 with \`not_found\`.
- Everything else is an \`Error\` with a code. Codes are for machines; no sentence of yours is ever shown.
- Mainstay waits 3 seconds for a read and 10 for an action, tries included, and repeats what failed with 429, 5xx or a
  broken connection.

## Things that happen once

Every POST carries an \`idempotency-key\`, which belongs to one request. The first time, the work is done; the same key with
the same path and body again gets the first answer and does nothing, also when two arrive at once, for at least 24 hours;
with another path or body it gets 409 with \`idempotency_conflict\`. What was answered with 429 or 5xx was not done and is
not kept. Mainstay repeats a lock until it knows that it was done.

${SIGNING}`;

export const EVENTS_TEXT = `You tell Mainstay what changed in two ways, and should do both: webhooks are quick, the feed loses nothing.

**Feed.** \`GET /events\` gives the events after a cursor, oldest first, 500 at most, and the cursor of the next request.
Without a cursor it begins at the oldest event that you keep (a week is enough). At the end it gives no events and the
same cursor. A cursor stays valid as long as events are kept; afterwards, and for one that you
never gave, answer 409 with \`cursor_gone\`: Mainstay then begins anew.

**Webhooks.** \`POST /api/exchange/events\` at Mainstay, signed as [Standard Webhooks](https://www.standardwebhooks.com/)
say: \`webhook-id\` is the event's \`eventId\`, \`webhook-timestamp\` is within five minutes, \`webhook-signature\` is
\`v1,\` and the base64 HMAC-SHA256 of \`id.timestamp.body\`. A 204 means that it is kept for good; repeat what got a 5xx or
nothing. The same event may come as often as you like.`;

export const WEBHOOK_TEXT = `One event, signed as Standard Webhooks say. With the secret \`${WEBHOOK_EXAMPLE.secret}\` (never use it):

${indent(`webhook-id: ${WEBHOOK_EXAMPLE.id}\nwebhook-timestamp: ${WEBHOOK_EXAMPLE.timestamp}\nwebhook-signature: ${WEBHOOK_EXAMPLE.signature}\n\n${WEBHOOK_EXAMPLE.body}`)}`;

/** What cannot be read off the shapes. */
export const NOTES: Readonly<Record<string, string>> = {
  restrictions:
    'Only what may be told. A reason that must not be told (an investigation, a report to an authority) is never in this answer, not even as a code that hints at it.',
  addressOwner:
    'An address of another user is `other`, with nothing about whose it is. It says the same whether or not the address was ever used.',
  orders: 'Open orders first of all, then those that ended last.',
  lock: 'Does everything that was named, at once, before it answers: sessions end, API keys stop, withdrawals that were not broadcast are cancelled. Locking what is locked already does what is still missing and says `already_locked`. It never fails for the state that the account is in.',
  unlock:
    'Support cannot shorten the cooling-off time: where yours demands one, answer `cooling_off` and unlock by yourself at `readyAt`. `same_person`: both badges are one person’s.',
  beginTwoFactorReset:
    'Takes effect at `readyAt`, which support cannot make earlier; the user is told by mail and can stop it until then.',
  beginPasswordReset: 'The mail goes to the address that you have. Mainstay never learns the link.',
  cancelWithdrawals: '`gone` are those that were on their way already.',
  challenge:
    'Sends a code where the method needs one. Three challenges at most may be open for a user.',
  check:
    'Three tries, then the challenge is over: `challenge_over`, as for one that expired or was passed. A wrong code is a 200 with `passed: false` and one try less.',
  recoveryProof:
    'For somebody who is signed out and wants the account locked. The answer to an unknown identifier and to a wrong proof is the same, in shape and in time. Limit the tries for each identifier yourself.',
  restrictionSecrets: 'Needs a key with the scope `compliance`.',
  events: EVENTS_TEXT,
};

export const TAGS = [
  ['Account', 'Who the user is and what the account may do.'],
  ['Trading', 'Orders and markets.'],
  ['Transfers', 'Coins that come and go.'],
  ['Platform', 'What concerns everybody.'],
  ['Actions', 'What changes something: each of them happens once for each idempotency key.'],
  ['Proofs', 'Who is speaking.'],
  ['Compliance', 'What must not be told.'],
  ['Events', 'What changed.'],
] as const;
