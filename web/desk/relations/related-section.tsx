import { GitMerge, Link2, Scissors, Unlink } from 'lucide-react';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import type { DeskConversation, DeskConversationRow } from '../../../src/contract/conversation.ts';
import { RELATIONS, type Relation } from '../../../src/core/conversation/case.ts';
import { useAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { goTo } from '../shell/place.ts';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showFailure } from '../state/change-conversation.ts';
import { forgetRelated, useRelated } from './queries.ts';
import { findByNumber, link, unlink } from './relations-api.ts';

const MergeDialog = lazy(() => import('./merge-dialog.tsx'));
const SplitDialog = lazy(() => import('./split-dialog.tsx'));

/** Another conversation in a few words; a tap opens it. */
const OtherRow = ({ row, detail }: { row: DeskConversationRow; detail: string }) => {
  const text = useText();
  const { id, number, category, status, lastMessageAt, createdAt } = row.conversation;
  return (
    <a
      href={`/desk/inbox/all/${id}`}
      data-testid="related-row"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        goTo('inbox', 'all', id);
      }}
      className="flex min-w-0 flex-1 flex-col gap-0.5 rounded-6 px-2 py-1.5 hover:bg-surface"
    >
      <span className="flex items-center justify-between gap-2">
        <span className="line-clamp-2 font-medium first-letter:uppercase">{detail}</span>
        <span className="shrink-0 text-12 text-muted">{text(`status.${status}`)}</span>
      </span>
      <span className="flex items-center justify-between gap-2 text-12 text-muted">
        <span className="truncate">
          <bdi dir="ltr" className="font-mono">
            {number}
          </bdi>
          {' · '}
          {text(`category.${category}`)}
        </span>
        <Moment at={lastMessageAt ?? createdAt} form="short" />
      </span>
    </a>
  );
};

const LinkForm = ({
  conversation,
  onDone,
  onMerge,
}: {
  readonly conversation: DeskConversation;
  readonly onDone: () => void;
  readonly onMerge: (row: DeskConversationRow) => void;
}) => {
  const text = useText();
  const [number, setNumber] = useState('');
  const [relation, setRelation] = useState<Relation | 'merge'>('related');
  const { busy, error, submit } = useSubmit();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void submit(async () => {
      if (relation === 'merge') onMerge(await findByNumber(number));
      else {
        await link(conversation.id, { other: number.replaceAll(/[^\d-]/g, ''), relation });
        forgetRelated();
      }
      onDone();
    });
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-2 px-2 py-2" data-testid="link-form">
      <Field label={text('related.number')} error={error}>
        {(props) => (
          <input
            {...props}
            // biome-ignore lint/a11y/noAutofocus: the person has just asked to link here
            autoFocus
            required
            dir="ltr"
            inputMode="numeric"
            placeholder="1234-5678-9"
            className="control font-mono"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        )}
      </Field>
      <Field label={text('related.relation')}>
        {(props) => (
          <select
            {...props}
            className="control"
            value={relation}
            onChange={(event) => setRelation(event.target.value as Relation | 'merge')}
          >
            {RELATIONS.map((each) => (
              <option key={each} value={each}>
                {text(`relation.${each}`)}
              </option>
            ))}
            <option value="merge">{text('related.merge_choice')}</option>
          </select>
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onDone}>
          {text('cancel')}
        </Button>
        <Button tone="primary" type="submit" busy={busy}>
          {text(relation === 'merge' ? 'related.compare' : 'related.link')}
        </Button>
      </div>
    </form>
  );
};

type Opened =
  | { readonly kind: 'link' }
  | { readonly kind: 'split'; readonly cameFrom: string | null }
  | { readonly kind: 'merge'; readonly row: DeskConversationRow };

/** What belongs to a conversation, and what may be about the same thing. */
export const RelatedSection = ({
  conversation,
  seenBy,
}: {
  readonly conversation: DeskConversation;
  readonly seenBy: string;
}) => {
  const text = useText();
  const query = useRelated(conversation.id, seenBy);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => setOpened(null);
  useAction('split', () => setOpened({ kind: 'split', cameFrom: null }), 1);
  useAction('link', () => setOpened({ kind: 'link' }), 1);
  const remove = (otherId: string): void => {
    unlink(conversation.id, otherId)
      .then(forgetRelated)
      .catch((thrown: unknown) => showFailure('failed.unlink', thrown));
  };
  if (query.isError)
    return (
      <Failed what="failed.related" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  const { links = [], suggestions = [], hidden = 0 } = query.data ?? {};
  return (
    <section className="border-t border-line px-2 py-3" data-testid="related">
      <h3 className="px-2 pb-1 text-12 font-semibold">{text('related.title')}</h3>
      {links.length === 0 && suggestions.length === 0 && (
        <p className="px-2 pb-1 text-muted">{text('related.none')}</p>
      )}
      <ul>
        {links.map(({ relation, row }) => (
          <li key={row.conversation.id} className="flex items-center">
            <OtherRow row={row} detail={text(`relation.${relation}`)} />
            {relation === 'merged' ? (
              row.conversation.case.mergedInto === conversation.id && (
                <IconButton
                  icon={Scissors}
                  label={text('related.split_back', { number: row.conversation.number })}
                  data-testid="split-back"
                  onClick={() => setOpened({ kind: 'split', cameFrom: row.conversation.id })}
                />
              )
            ) : (
              <IconButton
                icon={Unlink}
                label={text('related.unlink', { number: row.conversation.number })}
                onClick={() => remove(row.conversation.id)}
              />
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <p className="px-2 py-1 text-12 text-muted">{text('related.hidden', { count: hidden })}</p>
      )}
      {suggestions.length > 0 && (
        <>
          <h4 className="px-2 pt-2 text-12 text-muted">{text('related.suggested')}</h4>
          <ul>
            {suggestions.map(({ row, reasons }) => (
              <li key={row.conversation.id} className="flex items-center">
                <OtherRow
                  row={row}
                  detail={reasons.map((reason) => text(`related.reason.${reason}`)).join(' · ')}
                />
                <IconButton
                  icon={GitMerge}
                  label={text('related.merge', { number: row.conversation.number })}
                  data-testid="merge-suggested"
                  onClick={() => setOpened({ kind: 'merge', row })}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {opened?.kind === 'link' ? (
        <LinkForm
          conversation={conversation}
          onDone={() => setOpened((now) => (now?.kind === 'link' ? null : now))}
          onMerge={(row) => setOpened({ kind: 'merge', row })}
        />
      ) : (
        <div className="flex flex-wrap gap-2 px-2 pt-2">
          <Button icon={Link2} data-testid="add-link" onClick={() => setOpened({ kind: 'link' })}>
            {text('related.add')}
          </Button>
          <Button
            icon={Scissors}
            data-testid="split"
            onClick={() => setOpened({ kind: 'split', cameFrom: null })}
          >
            {text('related.split')}
          </Button>
        </div>
      )}
      <Suspense>
        {opened?.kind === 'merge' && (
          <MergeDialog conversation={conversation} other={opened.row} onClose={close} />
        )}
        {opened?.kind === 'split' && (
          <SplitDialog conversation={conversation} cameFrom={opened.cameFrom} onClose={close} />
        )}
      </Suspense>
    </section>
  );
};
