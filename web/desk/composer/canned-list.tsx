import type { CannedResponse } from '../../../src/contract/desk.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { isMacro, textFor } from './variables.ts';

export const cannedOptionId = (id: string): string => `canned-${id}`;

/** Canned responses that answer to what was typed after `/`. */
export const CannedList = ({
  responses,
  chosen,
  locale,
  fill,
  onPick,
}: {
  readonly responses: readonly CannedResponse[];
  readonly chosen: number;
  readonly locale: Locale;
  /** The words with their variables filled. */
  readonly fill: (response: CannedResponse) => string;
  readonly onPick: (response: CannedResponse) => void;
}) => {
  const text = useText();
  return (
    <div className="enter scroll absolute inset-x-3 bottom-full z-20 mb-1 max-h-72 rounded-10 border border-line bg-bg p-1 shadow-lift">
      {responses.length === 0 && (
        <p role="status" className="px-2 py-1.5 text-muted">
          {text('canned.none')}
        </p>
      )}
      <div role="listbox" id="canned-list" aria-label={text('action.canned')}>
        {responses.map((response, at) => {
          const words = textFor(response, locale);
          return (
            <div
              key={response.id}
              id={cannedOptionId(response.id)}
              role="option"
              tabIndex={-1}
              aria-selected={at === chosen}
              data-testid="canned-option"
              // The field keeps the focus, so that typing goes on.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onPick(response)}
              onKeyDown={() => undefined}
              className="flex min-h-8 cursor-pointer items-center gap-2 rounded-6 px-2 py-1 aria-selected:bg-sel pointer-coarse:min-h-11"
            >
              <bdi dir="ltr" className="shrink-0 font-mono text-12 text-accent">
                /{response.shortcut}
              </bdi>
              <bdi className="shrink-0 font-medium">{response.title}</bdi>
              {isMacro(response) && <Chip>{text('macro.option')}</Chip>}
              <bdi className="min-w-0 flex-1 truncate text-muted">{fill(response)}</bdi>
              {words !== null && words.locale !== locale && (
                <Chip>{words.locale.toUpperCase()}</Chip>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
};
