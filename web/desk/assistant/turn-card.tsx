import { CornerUpLeft, Siren, ThumbsDown, ThumbsUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TurnRecord } from '../../../src/contract/assistant.ts';
import { runAction } from '../actions/handlers.ts';
import { languageName, score } from '../locale/number.ts';
import { hasText, useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Moment } from '../parts/moment.tsx';
import { ScoreList } from './score-list.tsx';

type Understood = TurnRecord['understood'];

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex items-baseline justify-between gap-3 py-0.5">
    <dt className="shrink-0 text-muted">{name}</dt>
    <dd className="min-w-0 text-end">{children}</dd>
  </div>
);

const Heading = ({ children }: { readonly children: ReactNode }) => (
  <h4 className="pt-2 pb-0.5 text-12 font-semibold">{children}</h4>
);

const useLanguage = (understood: Understood): string => {
  const text = useText();
  const locale = useLocale();
  if (understood.language === null) return text('turns.language_unknown');
  const language = languageName(understood.language, locale);
  return understood.languageIsSure ? language : text('turns.language_unsure', { language });
};

const Meaning = ({ understood }: { readonly understood: Understood }) => {
  const text = useText();
  const locale = useLocale();
  const language = useLanguage(understood);
  return (
    <dl>
      <Fact name={text('turns.language')}>{language}</Fact>
      <Fact name={text('turns.answered_in')}>{text(`locale.${understood.locale}`)}</Fact>
      <Fact name={text('turns.urgency')}>{text(`priority.${understood.urgency}`)}</Fact>
      <Fact name={text('turns.emergency')}>
        {understood.emergency === null ? (
          text('turns.none')
        ) : (
          <Chip tone="danger" icon={Siren}>
            {text(`emergency.${understood.emergency}`)}
          </Chip>
        )}{' '}
        <bdi dir="ltr" className="text-muted tabular-nums">
          {score(understood.emergencyScore, locale)}
        </bdi>
      </Fact>
      <Fact name={text('turns.manner')}>
        {understood.manner === null ? text('turns.none') : text(`manner.${understood.manner}`)}
      </Fact>
      {understood.rules.length > 0 && (
        <Fact name={text('turns.rules')}>
          <bdi dir="ltr" className="font-mono text-11 break-words">
            {understood.rules.join(', ')}
          </bdi>
        </Fact>
      )}
    </dl>
  );
};

const Judged = ({ turn }: { readonly turn: TurnRecord }) => {
  const text = useText();
  if (turn.judged === null) return null;
  return turn.judged ? (
    <Chip tone="ok" icon={ThumbsUp}>
      {text('turns.judged.yes')}
    </Chip>
  ) : (
    <Chip tone="warn" icon={ThumbsDown}>
      {text('turns.judged.no')}
    </Chip>
  );
};

/** Narrower windows show this panel over the thread. */
const BESIDE = '(min-width: 1280px)';

const toMessage = (id: string): void => {
  if (!matchMedia(BESIDE).matches) runAction('toggle_context');
  const element = document.getElementById(`message-${id}`);
  element?.scrollIntoView({ block: 'center' });
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element?.animate([{ background: 'var(--sel)' }, {}], { duration: 1_600, easing: 'ease-out' });
};

/** What the account and the chain were asked, and what came of it: a code of the assistant's findings. */
const LookedUp = ({ decision }: { readonly decision: TurnRecord['decision'] }) => {
  const text = useText();
  const { tool, finding, toolReply } = decision;
  if (tool === null) return null;
  return (
    <p data-testid="turn-tool" className="flex flex-wrap items-baseline gap-x-1.5">
      <span>{text('assistant.looked_up', { tool: text(`tool.${tool}`) })}</span>
      <bdi dir="ltr" className="font-mono text-11 text-muted">
        {finding ?? toolReply}
      </bdi>
    </p>
  );
};

const Tools = ({ turn }: { readonly turn: TurnRecord }) => {
  const text = useText();
  if (turn.understood.tools.length === 0) return null;
  return (
    <>
      <Heading>{text('turns.tools')}</Heading>
      <ScoreList
        lines={turn.understood.tools.map(({ tool, score: value }) => ({
          key: tool,
          name: text(`tool.${tool}`),
          detail: null,
          score: value,
          chosen: tool === turn.decision.tool,
        }))}
      />
    </>
  );
};

/** One turn: the decision and its reason first, then what it rests on. */
export const TurnCard = ({
  turn,
  messageId,
}: {
  readonly turn: TurnRecord;
  /** The message that was answered, where it is loaded. */
  readonly messageId: string | null;
}) => {
  const text = useText();
  const why = `assistant.why.${turn.reason}`;
  const chosen = new Set(turn.decision.articleIds);
  return (
    <li
      data-testid="turn"
      data-decision={turn.decision.kind}
      className="border-b border-line px-4 py-3"
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="flex-1 font-semibold">{text(`turns.decision.${turn.decision.kind}`)}</h3>
        <Judged turn={turn} />
      </div>
      <p data-testid="turn-why">{hasText(why) ? text(why) : turn.reason}</p>
      <LookedUp decision={turn.decision} />
      <p className="flex flex-wrap items-center gap-x-2 text-12 text-muted">
        <Moment at={turn.at} />
        <span className="tabular-nums">
          {text('turns.took', { ms: Math.max(1, Math.round(turn.tookMs)) })}
        </span>
        {messageId !== null && (
          <Button
            tone="quiet"
            icon={CornerUpLeft}
            className="-my-1 !min-h-6 !px-1 !text-12 text-accent pointer-coarse:!min-h-11"
            onClick={() => toMessage(messageId)}
          >
            {text('turns.to_message')}
          </Button>
        )}
      </p>
      <Heading>{text('turns.understood')}</Heading>
      <Meaning understood={turn.understood} />
      <Heading>{text('turns.categories')}</Heading>
      <ScoreList
        lines={turn.understood.categories.map(({ category, score: value }) => ({
          key: category,
          name: text(`category.${category}`),
          detail: null,
          score: value,
          chosen: false,
        }))}
      />
      <Tools turn={turn} />
      <Heading>{text('turns.candidates')}</Heading>
      <ScoreList
        lines={turn.candidates.map((each) => ({
          key: `${each.articleId} ${each.anchor ?? ''}`,
          name: each.title,
          detail: text('article.version', { version: each.version }),
          score: each.score,
          chosen: chosen.has(each.articleId),
        }))}
      />
    </li>
  );
};
