/** What a reader's browser asks for, as far as a page may depend on it. */
export interface PageRequest {
  readonly method: 'GET' | 'POST';
  /** As it was sent, still encoded, without the query; for example `/help/en/articles/api-keys`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The fields of a form that was sent; empty for other requests. */
  readonly form: URLSearchParams;
  readonly acceptLanguage: string | null;
  /** The peer's address as flood limits count it; never stored. */
  readonly address: string;
}

export interface PageReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Beside those that every page gets. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Pages that are useful without a script: HTML and what search engines and feed readers read. */
export interface PageHandler {
  /** Patterns of the paths that it answers, such as `/help/*`. */
  readonly paths: readonly `/${string}`[];
  readonly handle: (request: PageRequest) => Promise<PageReply>;
  /** What to show in the reader's language when a request cannot be answered. `reference` is in the log too. */
  readonly sorry: (request: PageRequest, status: number, reference: string) => PageReply;
}
