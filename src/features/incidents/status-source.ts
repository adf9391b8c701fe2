import type { StatusBanner } from '../../contract/incidents.ts';
import type { StatusIncident, StatusPart } from '../../contract/portal.ts';
import { componentState, daysOf } from '../../core/incidents/concerns.ts';
import { type Impact, wordsFor } from '../../core/incidents/vocabulary.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Locale } from '../../core/vocabulary.ts';
import { type CurrentStatus, STATUS_DAYS, type Told } from './current-status.ts';
import type { IncidentsDeps } from './deps.ts';
import { pressLink, subscribeByMail } from './subscribe.ts';

/** What the status page is made of, in a reader's language. All of it is in memory but for forms. */
export interface StatusSource {
  readonly pushKey: string;
  banners(locale: Locale): readonly StatusBanner[];
  readStatus(locale: Locale): {
    readonly overall: Impact | 'operational';
    readonly parts: readonly StatusPart[];
    readonly open: readonly StatusIncident[];
    readonly past: readonly StatusIncident[];
  };
  /** Undefined where there is none that is public. */
  findIncident(locale: Locale, incidentId: string): StatusIncident | undefined;
  /** Failures: `mail_address_invalid`, `too_many_requests`. */
  subscribe(address: string, locale: Locale, from: string): Promise<Outcome<undefined>>;
  /** False where the link is not one of ours. */
  pressLink(purpose: 'confirm' | 'end', subscriptionId: string, proof: string): Promise<boolean>;
}

const toIncident = (told: Told, locale: Locale): StatusIncident => {
  const title = wordsFor(told.titles, told.writtenIn, locale);
  return {
    id: told.id,
    title: title.text,
    titleLocale: title.locale,
    stage: told.stage,
    impact: told.impact,
    componentIds: told.componentIds,
    openedAt: told.openedAt,
    closedAt: told.closedAt,
    expectedAt: told.expectedAt,
    updates: told.updates.map(({ id, stage, texts, writtenIn, publishedAt }) => {
      const said = wordsFor(texts, writtenIn, locale);
      return { id, stage, text: said.text, locale: said.locale, publishedAt };
    }),
  };
};

const toParts = (current: CurrentStatus, locale: Locale, at: number): readonly StatusPart[] =>
  current.components.map(({ id, names }) => {
    const touching = current.shown.filter(({ componentIds }) => componentIds.includes(id));
    const open = touching.filter(({ closedAt }) => closedAt === null);
    return {
      id,
      name: wordsFor(names, 'en', locale).text,
      state: componentState(open.map(({ impact }) => impact)),
      days: daysOf(
        touching.map(({ openedAt: from, closedAt: to, impact }) => ({ from, to, impact })),
        at,
        STATUS_DAYS,
      ),
    };
  });

export const createStatusSource = (deps: IncidentsDeps, current: CurrentStatus): StatusSource => ({
  pushKey: deps.push.publicKey,
  banners: (locale) => current.banners(locale),
  readStatus: (locale) => {
    const shown = current.shown.map((told) => toIncident(told, locale));
    const open = shown.filter(({ closedAt }) => closedAt === null);
    return {
      overall: componentState(open.map(({ impact }) => impact)),
      parts: toParts(current, locale, deps.clock.now()),
      open,
      past: shown.filter(({ closedAt }) => closedAt !== null),
    };
  },
  findIncident: (locale, incidentId) => {
    const told = current.shown.find(({ id }) => id === incidentId);
    return told && toIncident(told, locale);
  },
  subscribe: (address, locale, from) => subscribeByMail(deps, address, locale, from),
  pressLink: (purpose, subscriptionId, proof) => pressLink(deps, purpose, subscriptionId, proof),
});
