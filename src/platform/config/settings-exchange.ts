import {
  existingFile,
  keyId,
  origin,
  secret,
  webAddress,
  webhookSecrets,
} from './parse-setting.ts';
import type { SettingNote } from './settings.ts';

/** How Mainstay reaches the exchange's support API (docs/exchange-api.yaml). */
export const exchangeSettings = {
  MAINSTAY_EXCHANGE_PAGE: webAddress().optional(),
  MAINSTAY_EXCHANGE_URL: origin().optional(),
  MAINSTAY_EXCHANGE_KEY_ID: keyId().optional(),
  MAINSTAY_EXCHANGE_SECRET: secret().optional(),
  MAINSTAY_EXCHANGE_COMPLIANCE_KEY_ID: keyId().optional(),
  MAINSTAY_EXCHANGE_COMPLIANCE_SECRET: secret().optional(),
  MAINSTAY_EXCHANGE_WEBHOOK_SECRET: webhookSecrets().optional(),
  MAINSTAY_EXCHANGE_CLIENT_CERTIFICATE: existingFile().optional(),
  MAINSTAY_EXCHANGE_CLIENT_KEY: existingFile().optional(),
  MAINSTAY_EXCHANGE_CA: existingFile().optional(),
};

const section = 'The exchange';

export const EXCHANGE_NOTES: Readonly<Record<keyof typeof exchangeSettings, SettingNote>> = {
  MAINSTAY_EXCHANGE_PAGE: {
    section,
    says: 'Its page that signs a customer in and leads them to their requests (docs/guide/requests.md). Without it, the first of the origins that show the messenger.',
    example: 'https://www.example.com/account/support',
  },
  MAINSTAY_EXCHANGE_URL: {
    section,
    says: "Origin of the exchange's support API (docs/exchange-api.yaml). Without it, nothing is said about accounts and nobody can be locked here.",
    example: 'https://support-api.internal.example.com',
  },
  MAINSTAY_EXCHANGE_KEY_ID: {
    section,
    says: 'Id of the key with which requests to it are signed; scopes support and events.',
    example: 'mainstay-2026',
  },
  MAINSTAY_EXCHANGE_SECRET: { section, says: 'The key itself, in base64.', secret: true },
  MAINSTAY_EXCHANGE_COMPLIANCE_KEY_ID: {
    section,
    says: 'Id of the key with scope compliance; without one, nobody sees what stands behind restrictions.',
    example: 'mainstay-compliance-2026',
  },
  MAINSTAY_EXCHANGE_COMPLIANCE_SECRET: {
    section,
    says: 'That key itself, in base64.',
    secret: true,
  },
  MAINSTAY_EXCHANGE_WEBHOOK_SECRET: {
    section,
    says: 'With which the exchange signs its events (Standard Webhooks, whsec_…); two, separated by a comma, while they are changed. Without one, events are only fetched.',
    secret: true,
  },
  MAINSTAY_EXCHANGE_CLIENT_CERTIFICATE: {
    section,
    says: 'File with our certificate (PEM), where the exchange wants mutual TLS.',
    example: '/etc/mainstay/exchange-client.pem',
  },
  MAINSTAY_EXCHANGE_CLIENT_KEY: {
    section,
    says: "File with that certificate's private key (PEM).",
    example: '/etc/mainstay/exchange-client.key',
  },
  MAINSTAY_EXCHANGE_CA: {
    section,
    says: "File with the authority that signed the exchange's certificate (PEM), where it is its own.",
    example: '/etc/mainstay/exchange-ca.pem',
  },
};
