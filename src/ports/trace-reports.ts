import type { Locale } from '../core/vocabulary.ts';

/** A trace as it is printed. Amounts and times are ready to be read. */
export interface PrintedTrace {
  readonly title: string;
  readonly subtitle: string;
  /** Name and value, one under the other. Values are printed whole. */
  readonly facts: readonly PrintedFact[];
  readonly graph: {
    readonly caption: string;
    readonly nodes: readonly PrintedNode[];
    readonly edges: readonly {
      readonly from: string;
      readonly to: string;
      readonly text: string;
    }[];
  };
  readonly sections: readonly PrintedSection[];
  /** On each page, before its number. */
  readonly footer: string;
  /** When it was made; the same trace at the same time gives the same bytes. */
  readonly madeAt: number;
}

export interface PrintedFact {
  readonly name: string;
  readonly value: string;
  /** An address, an id or a hash: fixed width, never broken by a hyphen. */
  readonly isId: boolean;
}

export interface PrintedNode {
  readonly id: string;
  readonly lines: readonly string[];
  readonly tone: 'victim' | 'known' | 'end' | 'plain';
}

export interface PrintedSection {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly entries: readonly (readonly PrintedFact[])[];
}

/** Makes a report that can be handed to other exchanges and the police. */
export interface TraceReports {
  /** Languages whose letters its typefaces hold. */
  readonly locales: readonly Locale[];
  /** A PDF. */
  print(trace: PrintedTrace, locale: Locale): Promise<Uint8Array>;
}
