import { join } from 'node:path';
import { DEFAULT_ROUTING_POLICY } from '../core/routing/policy.ts';
import type { Config } from '../platform/config/config.ts';
import type { AppMount } from '../platform/http/http-options.ts';
import { DEMO_PASSWORD, readDemoPeople } from './seed-demo.ts';

const WEB = join(import.meta.dirname, '../../dist/web');

const demoAccounts = (config: Config) =>
  config.demo === null
    ? []
    : readDemoPeople().staff.map(({ publicName: name, email, role }) => ({
        name,
        email,
        role,
        password: DEMO_PASSWORD,
      }));

/** The built pages, where they are served, and what each may be told in public. */
export const appMounts = (config: Config): readonly AppMount[] => {
  const { embedOrigins } = config.http;
  const shared = {
    frameAncestors: [],
    deepLinks: false,
    crossOrigin: false,
    inlineStyles: false,
    settings: {},
  };
  const { exchangeName } = config;
  return [
    {
      ...shared,
      mount: '/messenger',
      directory: join(WEB, 'messenger'),
      // Our own help pages show it, too.
      frameAncestors: ["'self'", ...embedOrigins],
      settings: {
        exchangeName,
        embedOrigins,
        assistant: config.assistant.enabled,
        hasExchange: config.exchange !== null,
      },
    },
    { ...shared, mount: '/portal', directory: join(WEB, 'portal') },
    { ...shared, mount: '/loader', directory: join(WEB, 'loader'), crossOrigin: true },
    {
      ...shared,
      mount: '/desk',
      directory: join(WEB, 'desk'),
      deepLinks: true,
      settings: {
        exchangeName,
        offerMs: DEFAULT_ROUTING_POLICY.noAnswerMs,
        demoAccounts: demoAccounts(config),
      },
    },
  ];
};
