import { ChevronRight, CloudOff, Lock } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Moment } from '../parts/moment.tsx';
import { createStore, useStore } from '../state/store.ts';
import { AccountFields } from './account-item.tsx';
import type { AccountItem, AccountSection as Section } from './use-account.ts';

type Name = Section['section'];

/** Stays as it is from one case to the next. */
const openSections = createStore<ReadonlySet<Name>>(
  new Set<Name>(['account', 'verification', 'restrictions']),
);
const toggle = (name: Name): void =>
  openSections.update((open) => {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    return next;
  });

/** Why a section has nothing, and what to do about it. */
export const Absent = ({
  absent,
  onRetry,
}: {
  readonly absent: NonNullable<Section['absent']>;
  readonly onRetry: () => void;
}) => {
  const text = useText();
  const Icon = absent === 'not_allowed' ? Lock : CloudOff;
  const failed = absent === 'unreachable' || absent === 'malformed';
  return (
    <div
      data-testid="account-absent"
      data-absent={absent}
      className="flex flex-col items-start gap-1.5 text-muted"
    >
      <p className="flex items-start gap-2">
        {absent !== 'empty' && <Icon aria-hidden size={14} className="mt-0.5 shrink-0" />}
        {text(`account.absent.${absent}`)}
      </p>
      {failed && <Button onClick={onRetry}>{text('retry')}</Button>}
    </div>
  );
};

export interface SectionProps {
  readonly conversationId: string;
  readonly section: Section;
  readonly spent: number | null;
  readonly onRetry: () => void;
  /** What can be done with one of its things. */
  readonly tools?: (item: AccountItem) => ReactNode;
}

/** The things of a section, one below the other. */
export const SectionItems = ({ conversationId, section, spent, onRetry, tools }: SectionProps) => (
  <>
    {section.absent !== null ? (
      <Absent absent={section.absent} onRetry={onRetry} />
    ) : (
      <ul className="flex flex-col gap-2">
        {section.items.map((item) => (
          <li
            key={item.itemId}
            data-testid="account-item"
            data-item={item.itemId}
            className="rounded-6 border border-line px-2.5 py-1.5"
          >
            <AccountFields conversationId={conversationId} item={item} spent={spent} />
            {tools?.(item)}
          </li>
        ))}
      </ul>
    )}
  </>
);

/** Of these there is one; its parts are not counted. */
const SINGLE: readonly Name[] = ['account', 'verification', 'fees'];

/** A part of the account: folded or open, with when its figures were true. */
export const AccountSection = (props: SectionProps) => {
  const text = useText();
  const id = useId();
  const { section, asOf, items, absent } = props.section;
  const open = useStore(openSections).has(section);
  const count = absent === null && !SINGLE.includes(section) ? items.length : null;
  return (
    <section data-testid="account-section" data-section={section} className="border-t border-line">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => toggle(section)}
          className="flex min-h-9 w-full items-center gap-1.5 px-4 text-start font-semibold hover:bg-surface pointer-coarse:min-h-11"
        >
          <ChevronRight
            aria-hidden
            size={13}
            className={`shrink-0 text-muted ${open ? 'rotate-90' : 'rtl:rotate-180'}`}
          />
          <span>{text(`account.section.${section}`)}</span>
          {count !== null && <span className="font-normal text-muted tabular-nums">{count}</span>}
          <span className="flex-1" />
          {absent !== null && absent !== 'empty' ? (
            <span className="text-12 font-normal text-warn">{text('account.missing')}</span>
          ) : (
            asOf !== null && (
              <span className="text-11 font-normal text-muted">
                {text('account.as_of')} <Moment at={asOf} form="short" />
              </span>
            )
          )}
        </button>
      </h3>
      <div id={id} hidden={!open} className="px-4 pb-3">
        {open && <SectionItems {...props} />}
      </div>
    </section>
  );
};
