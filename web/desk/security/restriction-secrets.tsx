import { useQuery } from '@tanstack/react-query';
import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { getRestrictionSecrets } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';

const Secrets = ({ conversationId }: { readonly conversationId: string }) => {
  const text = useText();
  const query = useQuery({
    queryKey: ['restriction-secrets', conversationId],
    queryFn: () => getRestrictionSecrets(conversationId),
    gcTime: 0,
    retry: false,
  });
  if (query.isError) {
    return (
      <Failed what="failed.secrets" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const reply = query.data;
  if (reply === undefined) return <span aria-hidden className="late pulse block h-3.5" />;
  if (reply.restrictions.length === 0) return <p>{text('secrets.none')}</p>;
  return (
    <>
      <p className="text-12">
        {text('account.as_of')} <Moment at={reply.asOf} />
      </p>
      <ul className="flex flex-col gap-2">
        {reply.restrictions.map((each) => (
          <li key={each.restrictionId} data-testid="restriction-secret">
            <bdi dir="ltr" className="font-mono text-11">
              {each.restrictionId}
            </bdi>
            <p dir="auto" className="break-words whitespace-pre-wrap">
              {each.internalReason}
            </p>
            {each.references.length > 0 && (
              <p className="text-12">
                {text('secrets.references')}{' '}
                <bdi dir="ltr" className="font-mono text-11 break-words">
                  {each.references.join(', ')}
                </bdi>
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

/**
 * What stands behind restrictions and must not be told: for compliance alone, asked for on purpose (each reading is
 * recorded), and marked so that nobody takes it for something to say.
 */
export const RestrictionSecrets = ({ conversationId }: { readonly conversationId: string }) => {
  const text = useText();
  const [shown, setShown] = useState(false);
  return (
    <section
      data-testid="restriction-secrets"
      aria-labelledby="restriction-secrets-title"
      className="m-4 flex flex-col gap-2 rounded-10 border-2 border-dashed border-danger p-3"
    >
      <h3
        id="restriction-secrets-title"
        className="flex items-center gap-1.5 font-semibold text-danger"
      >
        <OctagonX aria-hidden size={15} className="shrink-0" />
        {text('secrets.title')}
      </h3>
      <p>{text('secrets.warning')}</p>
      {shown ? (
        <Secrets conversationId={conversationId} />
      ) : (
        <Button data-testid="show-secrets" className="self-start" onClick={() => setShown(true)}>
          {text('secrets.show')}
        </Button>
      )}
    </section>
  );
};
