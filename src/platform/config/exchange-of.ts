import type { ExchangeConfig, ExchangeKeyConfig } from './config.ts';
import type { SettingName, Settings } from './settings.ts';

const keyOf = (keyId: string | undefined, secret: string | undefined): ExchangeKeyConfig | null =>
  keyId === undefined || secret === undefined
    ? null
    : { keyId, secret: new Uint8Array(Buffer.from(secret, 'base64')) };

/** Null where no exchange is connected. */
export const exchangeOf = (settings: Settings): ExchangeConfig | null => {
  const key = keyOf(settings.MAINSTAY_EXCHANGE_KEY_ID, settings.MAINSTAY_EXCHANGE_SECRET);
  if (settings.MAINSTAY_EXCHANGE_URL === undefined || key === null) return null;
  return {
    url: settings.MAINSTAY_EXCHANGE_URL,
    key,
    complianceKey: keyOf(
      settings.MAINSTAY_EXCHANGE_COMPLIANCE_KEY_ID,
      settings.MAINSTAY_EXCHANGE_COMPLIANCE_SECRET,
    ),
    webhookSecrets: settings.MAINSTAY_EXCHANGE_WEBHOOK_SECRET ?? [],
    certificateFile: settings.MAINSTAY_EXCHANGE_CLIENT_CERTIFICATE ?? null,
    keyFile: settings.MAINSTAY_EXCHANGE_CLIENT_KEY ?? null,
    caFile: settings.MAINSTAY_EXCHANGE_CA ?? null,
  };
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Settings that make no sense without one another: set all of a row or none. */
const TOGETHER: readonly (readonly SettingName[])[] = [
  ['MAINSTAY_EXCHANGE_URL', 'MAINSTAY_EXCHANGE_KEY_ID', 'MAINSTAY_EXCHANGE_SECRET'],
  ['MAINSTAY_EXCHANGE_COMPLIANCE_KEY_ID', 'MAINSTAY_EXCHANGE_COMPLIANCE_SECRET'],
  ['MAINSTAY_EXCHANGE_CLIENT_CERTIFICATE', 'MAINSTAY_EXCHANGE_CLIENT_KEY'],
];

/** What is wrong with them as a whole, one sentence each. */
export const exchangeProblems = (settings: Settings): readonly string[] => {
  const sentences = TOGETHER.filter((names) => {
    const set = names.filter((name) => settings[name] !== undefined).length;
    return set > 0 && set < names.length;
  }).map((names) => `${names.join(', ')} go together: set all of them or none.`);
  const { MAINSTAY_EXCHANGE_URL: url } = settings;
  if (url === undefined) return sentences;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !LOOPBACK.has(hostname)) {
    sentences.push(
      'MAINSTAY_EXCHANGE_URL must start with https://, except where the exchange runs on this machine itself.',
    );
  }
  const isSame =
    settings.MAINSTAY_EXCHANGE_SECRET !== undefined &&
    settings.MAINSTAY_EXCHANGE_SECRET === settings.MAINSTAY_EXCHANGE_COMPLIANCE_SECRET;
  if (isSame) {
    sentences.push(
      'MAINSTAY_EXCHANGE_SECRET and MAINSTAY_EXCHANGE_COMPLIANCE_SECRET must differ from each other.',
    );
  }
  return sentences;
};
