import type { Portal } from '../../contract/portal.ts';
import type { KnowledgeSlice } from '../knowledge/index.ts';
import type { Official } from '../official/index.ts';

/** The articles and what is official, as the pages need them. Nothing that is read here is older than 2 s. */
export type HelpSource = Pick<Official, 'verify'> &
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
