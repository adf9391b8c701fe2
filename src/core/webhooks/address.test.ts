import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPublicAddress } from './address.ts';
import { delayAfterMs, isSpent, TRY_FOR_MS } from './retry.ts';
import { judgeTarget } from './target.ts';

const CLOSED = [
  '0.0.0.0',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.0.1',
  '169.254.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.2',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::a00:1',
  '64:ff9b::169.254.169.254',
  '64:ff9b:1::808:808',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:a00:1::',
  '2002:7f00:1::1',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'fd00:ec2::254',
  '5f00::1',
  '',
  'localhost',
  '1.2.3',
  '01.2.3.4',
  '1.2.3.4.5',
  '256.1.1.1',
  '1:2:3',
  ':::',
  '1::2::3',
  '2a00:g::1',
];
const OPEN = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '128.0.0.1',
  '169.253.1.1',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.1',
  '192.167.1.1',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
  '64:ff9b::808:808',
  '2002:808:808::1',
  '2001:4860:4860::8888',
];

test('addresses of this house are closed, whatever they are written as', () => {
  for (const address of CLOSED) assert.equal(isPublicAddress(address), false, address);
});

test('addresses that the internet routes are open', () => {
  for (const address of OPEN) assert.equal(isPublicAddress(address), true, address);
});

test('an IPv4 address inside an IPv6 one is judged as itself', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      assert.equal(isPublicAddress(`64:ff9b::${address}`), isPublicAddress(address));
      assert.equal(isPublicAddress(`::ffff:${address}`), false);
    }),
  );
});

const parts = (text: string) => {
  const { protocol, port, username, password, hash, hostname } = new URL(text);
  return { protocol, port, username, password, hash, hostname: hostname.replace(/^\[|\]$/g, '') };
};

test('a URL without TLS, with credentials, or of a name of this house is refused; named hosts may be both', () => {
  const judge = (url: string, hosts: readonly string[] = []) => {
    const outcome = judgeTarget(parts(url), hosts);
    return outcome.ok ? 'open' : outcome.failure.code;
  };
  assert.equal(judge('https://hooks.example.com/in'), 'open');
  assert.equal(judge('http://hooks.example.com/in'), 'webhook_url_scheme');
  assert.equal(judge('ftp://hooks.example.com/in'), 'webhook_url_scheme');
  assert.equal(judge('https://me:pw@hooks.example.com/'), 'webhook_url_credentials');
  assert.equal(judge('https://localhost/'), 'webhook_host_not_allowed');
  assert.equal(judge('https://metadata.google.internal/'), 'webhook_host_not_allowed');
  assert.equal(judge('https://crm/'), 'webhook_host_not_allowed');
  assert.equal(judge('http://crm:8080/', ['crm:8080']), 'open');
  assert.equal(judge('http://crm:8081/', ['crm:8080']), 'webhook_url_scheme');
  assert.equal(judge('https://CRM/', ['crm']), 'open');
});

test('tries go on for three days, ever further apart', () => {
  const waits = Array.from({ length: 12 }, (_, i) => delayAfterMs(i + 1, 0));
  assert.deepEqual(
    waits,
    [...waits].sort((a, b) => a - b),
  );
  assert.equal(delayAfterMs(1, 0.5), 5_500);
  assert.equal(isSpent(null, 0), false);
  assert.equal(isSpent(0, TRY_FOR_MS - 1), false);
  assert.equal(isSpent(0, TRY_FOR_MS), true);
});
