import type { Portal } from '../../contract/portal.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { StatusSource } from '../incidents/index.ts';
import type { KnowledgeSlice } from '../knowledge/index.ts';
import type { Official } from '../official/index.ts';

/** Locks by the one-time link of a security mail; null where no exchange is connected. Failures: `lock_link_…`. */
export type LockByLink = (token: string, locale: Locale) => Promise<Outcome<unknown>>;

/** The articles and what is official, as the pages need them. Nothing that is read here is older than 2 s. */
export type HelpSource = {
  readonly lockByLink: LockByLink | null;
  /** Incidents and the status page. */
  readonly status: StatusSource;
} & Pick<Official, 'verify'> &
  Pick<
    KnowledgeSlice,
    | 'knowledge'
    | 'search'
    | 'listSections'
    | 'listArticles'
    | 'listPopular'
    | 'listRelated'
    | 'rateArticle'
  >;

export interface HelpCentreDeps {
  readonly source: HelpSource;
  readonly portal: Portal;
  /** Scheme, host and port under which people reach this installation. */
  readonly publicOrigin: string;
}
