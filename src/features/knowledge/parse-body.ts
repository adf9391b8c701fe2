import MarkdownIt, { type Token } from 'markdown-it';
import type { Block, Inline } from '../../contract/help.ts';

export interface ParsedBody {
  readonly blocks: readonly Block[];
  readonly links: readonly string[];
  readonly faults: readonly string[];
}

/** Markup that is not asked for is a fault, so that nothing is silently lost or becomes active. */
const HTML = /<!--|-->|<\/?[a-z][^<>]*>|<[!?][a-z[-]/i;
const ARTICLE_LINK = /^article:([a-z0-9]+(?:-[a-z0-9]+)*)$/;

const markdown = new MarkdownIt('commonmark', { html: false }).enable('table');

/** The words of a heading as part of an address: `What to do first` → `what-to-do-first`. */
const anchorOf = (text: string, taken: ReadonlySet<string>): string => {
  const base =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'part';
  let anchor = base;
  for (let count = 2; taken.has(anchor); count += 1) anchor = `${base}-${count}`;
  return anchor;
};

/** Walks the parser's tokens once, from block to block. */
class BodyReader {
  readonly blocks: Block[] = [];
  readonly links: string[] = [];
  readonly faults: string[] = [];
  readonly #tokens: readonly Token[];
  readonly #anchors = new Set<string>();
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  read(): void {
    for (let token = this.#next(); token !== undefined; token = this.#next()) this.#block(token);
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #fault(token: Token, what: string): void {
    const line = token.map === null ? '' : ` (line ${token.map[0] + 1} of the text)`;
    this.faults.push(`${what}${line}`);
  }

  #block(token: Token): void {
    switch (token.type) {
      case 'heading_open':
        this.#heading(token);
        break;
      case 'paragraph_open':
        this.blocks.push({ kind: 'paragraph', content: this.#inlineUntil('paragraph_close') });
        break;
      case 'ordered_list_open':
        this.blocks.push({ kind: 'steps', items: this.#items('ordered_list_close') });
        break;
      case 'bullet_list_open':
        this.blocks.push({ kind: 'list', items: this.#items('bullet_list_close') });
        break;
      case 'table_open':
        this.#table();
        break;
      default:
        if (token.nesting >= 0) this.#fault(token, `${nameOf(token)} cannot stand in an article`);
    }
  }

  #heading(token: Token): void {
    if (token.tag !== 'h2' && token.tag !== 'h3') {
      this.#fault(token, 'a heading begins with ## or ###');
    }
    const text = this.#inlineUntil('heading_close')
      .map((part) => part.text)
      .join('');
    const anchor = anchorOf(text, this.#anchors);
    this.#anchors.add(anchor);
    this.blocks.push({ kind: 'heading', anchor, text });
  }

  #inlineUntil(close: string): Inline[] {
    const content: Inline[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.type === close) break;
      if (token.type === 'inline') content.push(...this.#inline(token));
    }
    return content;
  }

  /** An item is one paragraph: a list in a list has no place on a phone. */
  #items(close: string): Inline[][] {
    const items: Inline[][] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.type === close) break;
      if (token.type === 'list_item_open') items.push([]);
      else if (token.type === 'inline') {
        const item = items.at(-1);
        if (item === undefined) continue;
        if (item.length > 0) item.push({ text: ' ', strong: false, articleId: null });
        item.push(...this.#inline(token));
      } else if (!/^(paragraph|list_item)_/.test(token.type)) {
        this.#fault(token, `${nameOf(token)} cannot stand in a list`);
      }
    }
    return items;
  }

  #table(): void {
    const rows: Inline[][][] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.type === 'table_close') break;
      if (token.type === 'tr_open') rows.push([]);
      else if (token.type === 'inline') rows.at(-1)?.push(this.#inline(token));
    }
    const [head = [], ...body] = rows;
    this.blocks.push({ kind: 'table', head, rows: body });
  }

  #inline(parent: Token): Inline[] {
    const content: Inline[] = [];
    let strong = false;
    let articleId: string | null = null;
    const add = (text: string): void => {
      const last = content.at(-1);
      if (text === '') return;
      if (last !== undefined && last.strong === strong && last.articleId === articleId) {
        content[content.length - 1] = { ...last, text: last.text + text };
      } else content.push({ text, strong, articleId });
    };
    if (HTML.test(parent.content)) {
      this.#fault(parent, 'HTML and comments cannot stand in an article');
    }
    for (const token of parent.children ?? []) {
      if (token.type === 'text' || token.type === 'code_inline') add(token.content);
      else if (token.type === 'softbreak' || token.type === 'hardbreak') add(' ');
      else if (token.type === 'strong_open') strong = true;
      else if (token.type === 'strong_close') strong = false;
      else if (token.type === 'link_open') articleId = this.#link(parent, token);
      else if (token.type === 'link_close') articleId = null;
      else if (token.type !== 'em_open' && token.type !== 'em_close') {
        this.#fault(parent, `${nameOf(token)} cannot stand in an article`);
      }
    }
    return content;
  }

  #link(parent: Token, token: Token): string | null {
    const [, articleId] = ARTICLE_LINK.exec(String(token.attrGet('href') ?? '')) ?? [];
    if (articleId === undefined) {
      this.#fault(parent, 'a link leads to another article only, as [words](article:its-id)');
      return null;
    }
    this.links.push(articleId);
    return articleId;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  fence: 'a code block',
  code_block: 'a code block (text that is set in by four spaces)',
  blockquote_open: 'a quotation',
  hr: 'a line across the page',
  image: 'an image',
  html_block: 'HTML',
  html_inline: 'HTML',
};
const nameOf = (token: Token): string =>
  NAMES[token.type] ?? `a ${token.type.replace(/_open$/, '')}`;

/** Markdown without its front matter → blocks. The first block is the paragraph that answers by itself. */
export const parseBody = (text: string): ParsedBody => {
  const reader = new BodyReader(markdown.parse(text, {}));
  reader.read();
  const { blocks, links, faults } = reader;
  if (blocks[0]?.kind !== 'paragraph') {
    faults.unshift('the text begins with a paragraph that answers the question');
  }
  return { blocks, links, faults };
};
