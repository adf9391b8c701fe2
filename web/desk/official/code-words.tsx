import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { getCode } from './official-api.ts';

/** The three words that the customer sees too, in their language and in English; an agent reads them out when asked. */
export const CodeWords = ({ conversationId }: { readonly conversationId: string }) => {
  const text = useText();
  const { data: code } = useQuery({
    queryKey: ['code', conversationId],
    queryFn: () => getCode(conversationId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (code === undefined) return null;
  return (
    <span
      data-testid="code-words"
      title={text('code.why')}
      className="inline-flex min-w-0 items-center gap-1"
    >
      <ShieldCheck aria-hidden size={12} className="shrink-0 text-ok" />
      <span className="sr-only">{text('code.title')}</span>
      <bdi lang={code.locale} className="truncate font-medium text-fg">
        {code.words.join(' · ')}
      </bdi>
      {code.locale !== 'en' && (
        <bdi lang="en" dir="ltr" className="truncate">
          ({code.english.join(' · ')})
        </bdi>
      )}
    </span>
  );
};
