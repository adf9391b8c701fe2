import type { Impact, IncidentStage } from '../core/incidents/vocabulary.ts';
import type { Category, Locale } from '../core/vocabulary.ts';
import type { Article, ArticleHit } from './help.ts';
import type { StatusBanner } from './incidents.ts';
import type { OfficialAnswer } from './official.ts';

/** An article in a list. */
export interface ArticleCard {
  readonly id: string;
  readonly section: Category;
  readonly title: string;
  /** Its first paragraph in plain words. */
  readonly lead: string;
}

export interface SectionCount {
  readonly section: Category;
  readonly articles: number;
}

/** What came of the one-time link of a security mail: a code of the catalogue (`lock.<state>`). */
export const LOCK_LINK_STATES = ['ready', 'accepted', 'invalid', 'expired', 'used'] as const;

/** A part of the service on the status page. */
export interface StatusPart {
  readonly id: string;
  readonly name: string;
  readonly state: Impact | 'operational';
  /** The worst of each of the last ninety days (UTC), oldest first. */
  readonly days: readonly { readonly day: number; readonly state: Impact | 'operational' }[];
}

/** An incident in a reader's language; what nobody wrote in it stands in the language it was written in. */
export interface StatusIncident {
  readonly id: string;
  readonly title: string;
  readonly titleLocale: Locale;
  readonly stage: IncidentStage;
  readonly impact: Impact;
  readonly componentIds: readonly string[];
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly expectedAt: number | null;
  /** Newest first. */
  readonly updates: readonly {
    readonly id: string;
    readonly stage: IncidentStage;
    readonly text: string;
    readonly locale: Locale;
    readonly publishedAt: number;
  }[];
}

/** What came of a form on the status page. */
export const STATUS_ANSWERS = ['asked', 'invalid', 'too_many'] as const;
export const STATUS_LINK_STATES = ['ready', 'done', 'invalid'] as const;

/** What every page of the help centre knows. */
export interface PortalPlace {
  readonly locale: Locale;
  /** Below `/help/<locale>`, the same in every language: `` or `/articles/api-keys`; for the language menu. */
  readonly path: string;
  /** The languages in which this page exists. */
  readonly locales: readonly Locale[];
  /** Incidents to tell of above the page. */
  readonly banners?: readonly StatusBanner[];
}

export type PortalPage = PortalPlace &
  (
    | {
        readonly kind: 'home';
        readonly sections: readonly SectionCount[];
        readonly first: readonly ArticleCard[];
        /** What to read before trusting anybody who says that they are support. */
        readonly safety: readonly ArticleCard[];
      }
    | {
        readonly kind: 'section';
        readonly section: Category;
        readonly articles: readonly ArticleCard[];
        readonly sections: readonly SectionCount[];
      }
    | {
        readonly kind: 'article';
        readonly article: Article;
        readonly related: readonly ArticleCard[];
        /** What the reader has just said of it. */
        readonly rated: 'helpful' | 'not_helpful' | null;
      }
    | {
        readonly kind: 'search';
        /** As it was searched for, perhaps cut. */
        readonly query: string;
        readonly wasCut: boolean;
        readonly hits: readonly ArticleHit[];
        /** Offered where nothing was found. */
        readonly first: readonly ArticleCard[];
      }
    | {
        readonly kind: 'verify';
        /** What was pasted to be checked, perhaps cut; empty where nothing was. */
        readonly asked: string;
        /** Null where nothing was asked, or nothing that can be checked. */
        readonly answer: OfficialAnswer | null;
      }
    | {
        readonly kind: 'lock';
        /** `ready`: nothing was sent yet. The others answer what was. */
        readonly state: (typeof LOCK_LINK_STATES)[number];
      }
    | {
        /** A customer's own requests; which of them is shown is the business of the page's script. */
        readonly kind: 'requests';
      }
    | {
        readonly kind: 'status';
        readonly overall: Impact | 'operational';
        readonly parts: readonly StatusPart[];
        readonly open: readonly StatusIncident[];
        readonly past: readonly StatusIncident[];
        /** What came of the form that was just sent; null where none was. */
        readonly answered: (typeof STATUS_ANSWERS)[number] | null;
        /** The public key for web push. */
        readonly pushKey: string;
      }
    | {
        readonly kind: 'incident';
        readonly incident: StatusIncident;
        readonly parts: readonly StatusPart[];
      }
    | {
        readonly kind: 'status-link';
        /** What the link of a mail is for: to begin being told, or to end it. */
        readonly purpose: 'confirm' | 'end';
        readonly state: (typeof STATUS_LINK_STATES)[number];
        /** Goes back with the button. */
        readonly subscriptionId: string;
        readonly proof: string;
      }
    | {
        readonly kind: 'missing';
        readonly first: readonly ArticleCard[];
      }
    | {
        readonly kind: 'sorry';
        readonly status: number;
        readonly reference: string;
      }
  );

/** What the pages of an installation have in common. */
export interface PortalSite {
  /** Scheme, host and port of this installation. */
  readonly origin: string;
  readonly exchangeName: string;
  /** The exchange's page from which customers come signed in; null where none is known. */
  readonly exchangePage: string | null;
  /** Addresses of the built style and script. */
  readonly assets: { readonly style: string; readonly script: string };
}

/** What the built bundle of the pages gives. */
export interface Portal {
  /** The whole document. */
  readonly render: (page: PortalPage) => string;
  /** What the help centre is called in that language. */
  readonly titleOf: (locale: Locale) => string;
  /** What the status page is called in that language. */
  readonly statusTitleOf: (locale: Locale) => string;
}
export type CreatePortal = (site: PortalSite) => Portal;
