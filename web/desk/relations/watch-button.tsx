import { Bell, BellOff } from 'lucide-react';
import { useAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { keepWatchers, useWatchers } from './queries.ts';
import { setWatch } from './relations-api.ts';

/** Following a conversation, and who else does. */
export const WatchButton = ({ conversationId }: { readonly conversationId: string }) => {
  const text = useText();
  const { data } = useWatchers(conversationId);
  const toggle = (): void => {
    if (data === undefined) return;
    setWatch(conversationId, !data.watching)
      .then((found) => keepWatchers(conversationId, found))
      .catch((thrown: unknown) => showFailure('failed.watch', thrown));
  };
  useAction('watch', data === undefined ? null : toggle, 1);
  if (data === undefined) return null;
  const names = data.watchers.map(({ name }) => name).join(', ');
  return (
    <section className="flex flex-col items-start gap-1.5 border-t border-line px-4 py-3">
      <Button
        icon={data.watching ? BellOff : Bell}
        aria-pressed={data.watching}
        data-testid="watch"
        onClick={toggle}
      >
        {text(data.watching ? 'watch.stop' : 'watch.start')}
      </Button>
      <p className="text-12 text-muted">
        {names === '' ? text('watch.hint') : <bdi>{text('watch.followers', { names })}</bdi>}
      </p>
    </section>
  );
};
