import { TriangleAlert } from 'lucide-react';
import type { BookRule, BookTrial, DeskRule } from '../../../src/contract/automation.ts';
import { describeRule } from '../../../src/core/automation/describe-rule.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { useStepNames } from './step-names.ts';
import { RequestLink, useNumber } from './trial-parts.tsx';
import { ruleName, useVoice } from './use-voice.ts';

type Done = Pick<BookRule['samples'][number], 'conversationId' | 'number' | 'at'> & {
  readonly actions: readonly string[];
  readonly refused: readonly string[];
};

/** A request, when, and what was done or refused in it. */
const DoneLine = ({ done }: { readonly done: Done }) => {
  const text = useText();
  const locale = useLocale();
  const names = useStepNames();
  return (
    <>
      <span className="flex flex-wrap gap-x-3">
        <RequestLink conversationId={done.conversationId} number={done.number} />
        <span className="text-muted">{dayAndTime(done.at, locale)}</span>
      </span>
      {done.actions.length > 0 && <span className="block">{names.actions(done.actions)}</span>}
      {done.refused.length > 0 && (
        <span className="block text-muted">
          {text('rule.ui.log_refused', { what: names.refused(done.refused) })}
        </span>
      )}
    </>
  );
};

const Warning = ({ children }: { readonly children: string }) => (
  <p className="flex items-start gap-1.5 text-warn" data-testid="book-warning">
    <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
    <span>{children}</span>
  </p>
);

/** A name keeps its own direction within a sentence of another one. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

interface Named {
  readonly nameOf: (ruleId: string) => string;
}

/** Rules that lead to each other, and such as undo what another one does in the same round. */
const Warnings = ({
  trial,
  rules,
  tried,
  nameOf,
}: Named & {
  readonly trial: BookTrial;
  readonly rules: readonly DeskRule[];
  readonly tried: ReadonlySet<string>;
}) => {
  const text = useText();
  const inside = (ruleId: string): string => isolated(nameOf(ruleId));
  const pairs = new Map<string, readonly [string, string]>();
  for (const rule of rules)
    for (const { code, ruleIds } of rule.problems)
      for (const other of code === 'contradicts' ? ruleIds : [])
        if (tried.has(rule.ruleId) && tried.has(other))
          pairs.set([rule.ruleId, other].sort().join(), [rule.ruleId, other]);
  return (
    <>
      {trial.loops.map(({ ruleIds, count }) => (
        <Warning key={ruleIds.join()}>
          {text('rule.book.loop', { rules: ruleIds.map(inside).join(' → '), count })}
        </Warning>
      ))}
      {[...pairs].map(([key, [one, other]]) => (
        <Warning key={key}>
          {text('rule.book.contradicts', { one: inside(one), other: inside(other) })}
        </Warning>
      ))}
    </>
  );
};

const Counts = ({ counted }: { readonly counted: BookRule }) => {
  const text = useText();
  const number = useNumber();
  const { matched, applied, inForce, led, refused } = counted;
  const values = { matched: number(matched), applied: number(applied) };
  const before = { matched: number(inForce.matched), applied: number(inForce.applied) };
  const changed = inForce.applied !== applied || inForce.matched !== matched;
  return (
    <p className="flex flex-wrap gap-x-3 text-12" data-testid="book-counts">
      <span className="font-medium">
        {text(applied === 0 ? 'rule.book.never' : 'rule.book.acts', values)}
      </span>
      {changed && <span className="text-muted">{text('rule.book.before', before)}</span>}
      {led > 0 && (
        <span className="text-muted">{text('rule.book.led', { count: number(led) })}</span>
      )}
      {refused > 0 && (
        <span className="text-warn">{text('rule.book.refused', { count: number(refused) })}</span>
      )}
    </p>
  );
};

const RuleFound = ({
  counted,
  rule,
  place,
  asDraft,
}: {
  readonly counted: BookRule;
  readonly rule: DeskRule;
  readonly place: number;
  readonly asDraft: boolean;
}) => {
  const text = useText();
  const voice = useVoice();
  const said = asDraft ? rule.draft : rule.live;
  return (
    <li
      className="flex flex-col gap-1 border-t border-line py-3"
      data-testid="book-rule"
      data-applied={counted.applied}
    >
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-muted tabular-nums">{place + 1}</span>
        <bdi className="font-semibold">{ruleName(rule, text)}</bdi>
        {asDraft && <span className="text-12 text-accent">{text('rule.ui.draft')}</span>}
      </p>
      {said !== null && (
        <p dir="auto" className="text-12 text-muted">
          {describeRule(said, voice)}
        </p>
      )}
      <Counts counted={counted} />
      {counted.samples.length > 0 && (
        <details>
          <summary className="flex min-h-7 cursor-pointer items-center text-12 text-accent pointer-coarse:min-h-11">
            {text('rule.ui.dry_samples')}
          </summary>
          <ul className="flex flex-col gap-2 ps-4 text-12">
            {counted.samples.map((sample) => (
              <li key={sample.conversationId} data-testid="trial-sample">
                <DoneLine done={sample} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
};

const Differences = ({ trial, nameOf }: Named & { readonly trial: BookTrial }) => {
  const text = useText();
  return (
    <section aria-label={text('rule.book.differences')}>
      <h3 className="font-semibold">{text('rule.book.differences')}</h3>
      <ul>
        {trial.differences.map((each, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule may do the same twice at one moment; the list only grows
            key={`${each.conversationId}${each.ruleId}${each.at}${each.how}${index}`}
            className="border-t border-line py-2 text-12"
            data-testid="book-difference"
            data-how={each.how}
          >
            <span className="font-medium">
              {text(`rule.book.${each.how}`, { name: isolated(nameOf(each.ruleId)) })}
            </span>
            <DoneLine done={each} />
          </li>
        ))}
      </ul>
    </section>
  );
};

/** How often each rule would have acted, and what would have been otherwise than it is by the rules in force. */
export const BookResult = ({
  trial,
  rules,
  drafts,
}: {
  readonly trial: BookTrial;
  readonly rules: readonly DeskRule[];
  readonly drafts: readonly string[];
}) => {
  const text = useText();
  const number = useNumber();
  const found = new Map(trial.rules.map((each) => [each.ruleId, each]));
  const nameOf = (ruleId: string): string => {
    const rule = rules.find((each) => each.ruleId === ruleId);
    return rule === undefined ? text('rule.ui.gone') : ruleName(rule, text);
  };
  const tried = new Set(trial.rules.map(({ ruleId }) => ruleId));
  return (
    <div className="flex flex-col gap-4">
      <p data-testid="book-changed" role="status">
        {text(trial.changed === 0 ? 'rule.book.same' : 'rule.book.changed', {
          count: number(trial.changed),
        })}
      </p>
      <Warnings trial={trial} rules={rules} tried={tried} nameOf={nameOf} />
      <section aria-label={text('rule.ui.list')}>
        <h3 className="font-semibold">{text('rule.ui.list')}</h3>
        <ol>
          {rules.map((rule, place) => {
            const counted = found.get(rule.ruleId);
            return counted === undefined ? null : (
              <RuleFound
                key={rule.ruleId}
                counted={counted}
                rule={rule}
                place={place}
                asDraft={drafts.includes(rule.ruleId)}
              />
            );
          })}
        </ol>
      </section>
      {trial.differences.length > 0 && <Differences trial={trial} nameOf={nameOf} />}
    </div>
  );
};
