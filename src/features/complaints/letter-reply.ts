import type { LetterKind } from '../../contract/complaints.ts';
import type { BinaryReply } from '../../contract/route.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { ComplaintDeps } from './deps.ts';
import { readLetter } from './issue-letter.ts';
import { readPage } from './read-page.ts';
import type { Complaint } from './store.ts';

/** Never kept by what lies between. */
const PRIVATE = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' };

/** A page that loads nothing and runs nothing. */
const asPage = ({ number, page }: { number: string; page: string }): BinaryReply => ({
  bytes: new TextEncoder().encode(page),
  contentType: 'text/html; charset=utf-8',
  headers: {
    'content-disposition': `inline; filename="${number}.html"`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    ...PRIVATE,
  },
});

/**
 * A letter as it was issued: as a page, or as a PDF. Failures: `letter_not_found`; `letter_not_in_pdf` where its language
 * or its words need typefaces that are not here.
 */
export const letterReply = async (
  deps: Pick<ComplaintDeps, 'database' | 'vault' | 'letters'>,
  complaint: Complaint,
  kind: LetterKind,
  format: 'page' | 'pdf',
): Promise<Outcome<BinaryReply>> => {
  const letter = await readLetter(deps, complaint, kind);
  if (!letter.ok) return letter;
  const { number, page, issuedAt } = letter.value;
  if (format === 'page') return ok(asPage({ number, page }));
  const { locale: language } = complaint;
  const bytes = deps.letters.locales.includes(language)
    ? await deps.letters.print({ title: number, language, blocks: readPage(page), issuedAt })
    : null;
  if (bytes === null) return fail('precondition', 'letter_not_in_pdf');
  return ok({
    bytes,
    contentType: 'application/pdf',
    headers: { ...PRIVATE, 'content-disposition': `attachment; filename="${number}.pdf"` },
  });
};
