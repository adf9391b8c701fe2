import { FileDown, Printer } from 'lucide-react';
import { useState } from 'react';
import type { ComplaintCard } from '../../../src/contract/complaints.ts';
import { asFailure } from '../api/failure.ts';
import { failureOf } from '../api/request.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { failureText } from '../parts/failure.tsx';
import { letterOf } from './complaints-api.ts';

const savePdf = async (path: string, name: string): Promise<void> => {
  const reply = await fetch(`${path}?format=pdf`, { credentials: 'same-origin' });
  if (!reply.ok) throw await failureOf(reply);
  const url = URL.createObjectURL(await reply.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun with the click; the address is needed a moment longer.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/** The letters as they were issued: each a page to print, and a PDF where our typefaces hold its language. */
export const LetterLinks = ({ complaint }: { readonly complaint: ComplaintCard }) => {
  const text = useText();
  const [error, setError] = useState<string | null>(null);
  const { complaintId, letters, asPdf } = complaint;
  return (
    <section aria-label={text('complaint.letters')} className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {letters.map(({ kind, number }) => (
          <li key={kind} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-32">
              {text(`complaint.letter.${kind}`)}{' '}
              <bdi dir="ltr" className="font-mono text-12 text-muted">
                {number}
              </bdi>
            </span>
            <a
              href={letterOf(complaintId, kind)}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-8 items-center gap-1.5 text-accent underline underline-offset-2 pointer-coarse:min-h-11"
            >
              <Printer aria-hidden size={14} />
              {text('complaint.letter_page')}
            </a>
            {asPdf && (
              <Button
                icon={FileDown}
                data-testid={`letter-pdf-${kind}`}
                onClick={() => {
                  setError(null);
                  savePdf(letterOf(complaintId, kind), `${number}.pdf`).catch((thrown: unknown) =>
                    setError(failureText(asFailure(thrown), text)),
                  );
                }}
              >
                PDF
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!asPdf && <p className="text-12 text-muted">{text('complaint.letter_no_pdf')}</p>}
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </section>
  );
};
