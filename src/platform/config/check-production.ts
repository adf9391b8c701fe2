import { DEMO_KEY_ID, findDemoSecrets } from './demo-secrets.ts';
import { SETTING_NOTES, type SettingName, type Settings } from './settings.ts';

type Given = Partial<Record<SettingName, string>>;

const missing = (given: Given): readonly string[] => {
  const sentences: string[] = [];
  for (const [name, note] of Object.entries(SETTING_NOTES)) {
    if (note.required && given[name as SettingName] === undefined) {
      sentences.push(`${name} is missing. ${note.says}`);
    }
  }
  if (given.MAINSTAY_SMTP_URL === undefined && given.MAINSTAY_MAIL_DIR === undefined) {
    sentences.push(
      'MAINSTAY_SMTP_URL or MAINSTAY_MAIL_DIR is missing: one of them says where mails go.',
    );
  }
  if (given.MAINSTAY_BLOBS_DIR === undefined && given.MAINSTAY_S3_BUCKET === undefined) {
    sentences.push(
      "MAINSTAY_BLOBS_DIR or MAINSTAY_S3_BUCKET is missing: one of them says where customers' files go.",
    );
  }
  if (
    (given.MAINSTAY_S3_ACCESS_KEY === undefined) !==
    (given.MAINSTAY_S3_SECRET_KEY === undefined)
  ) {
    sentences.push(
      'MAINSTAY_S3_ACCESS_KEY and MAINSTAY_S3_SECRET_KEY go together: set both or none.',
    );
  }
  return sentences;
};

const SECRETS = ['MAINSTAY_SESSION_SECRET', 'MAINSTAY_HASH_KEY', 'MAINSTAY_STAFF_SECRET'] as const;

const OTHER_SECRETS = [
  'MAINSTAY_PUSH_PRIVATE_KEY',
  'MAINSTAY_EXCHANGE_SECRET',
  'MAINSTAY_EXCHANGE_COMPLIANCE_SECRET',
  'MAINSTAY_EXCHANGE_WEBHOOK_SECRET',
] as const;

const sharedSecrets = (given: Given): readonly string[] => {
  const values = SECRETS.map((name) => given[name]).filter((value) => value !== undefined);
  return new Set(values).size === values.length
    ? []
    : [`${SECRETS.join(', ')} must differ from one another.`];
};

const demoSecrets = (
  given: Given,
  settings: Settings | undefined,
  dataDir: string,
): readonly string[] => {
  const sentences: string[] = [];
  const demo = findDemoSecrets(dataDir);
  const madeByDemo = new Map(
    demo === undefined
      ? []
      : Object.values(demo)
          .filter((value) => typeof value === 'string')
          .map((value) => [value, true]),
  );
  for (const name of [...SECRETS, ...OTHER_SECRETS]) {
    const value = given[name];
    if (value?.split(/[\s,]+/).some((one) => madeByDemo.has(one))) {
      sentences.push(`${name} is the demo's secret; make one of your own.`);
    }
  }
  if (settings?.MAINSTAY_IDENTITY_KEYS?.keys.some(({ kid }) => kid === DEMO_KEY_ID)) {
    sentences.push(
      "MAINSTAY_IDENTITY_KEYS holds the demo exchange's key, which anybody may use; take it out.",
    );
  }
  return sentences;
};

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

const plainHttp = (settings: Settings | undefined): readonly string[] => {
  const { MAINSTAY_PUBLIC_ORIGIN: publicOrigin } = settings ?? {};
  if (publicOrigin === undefined) return [];
  const { protocol, hostname } = new URL(publicOrigin);
  return protocol === 'https:' || LOCAL.has(hostname)
    ? []
    : ['MAINSTAY_PUBLIC_ORIGIN must start with https://, except on this machine itself.'];
};

/** What production asks for beyond well-formed values: one sentence for each thing missing or unsafe. */
export const checkProduction = (
  given: Given,
  settings: Settings | undefined,
  dataDir: string,
): readonly string[] => [
  ...missing(given),
  ...sharedSecrets(given),
  ...demoSecrets(given, settings, dataDir),
  ...plainHttp(settings),
];
