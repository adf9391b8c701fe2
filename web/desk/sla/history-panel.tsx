import type { SlaBookReply } from '../../../src/contract/sla.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime, inUtc } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useAgents } from '../state/queries.ts';
import { getBookOf } from './sla-api.ts';
import type { Draft } from './use-draft.ts';

/** What was published before. An older version can be taken up again and published as the newest. */
export const HistoryPanel = ({
  published,
  draft,
  mayChange,
}: {
  readonly published: SlaBookReply;
  readonly draft: Draft;
  readonly mayChange: boolean;
}) => {
  const text = useText();
  const locale = useLocale();
  const agents = useAgents().data;
  const takeUp = (version: number): void => {
    getBookOf(version)
      .then(draft.replace)
      .catch((thrown: unknown) => showFailure('failed.sla', thrown));
  };
  return (
    <div className="overflow-x-auto">
      <table className={TABLE}>
        <thead>
          <tr>
            <th className={HEAD}>{text('sla.history.version')}</th>
            <th className={HEAD}>{text('sla.history.since')}</th>
            <th className={HEAD}>{text('sla.history.by')}</th>
            <th className={HEAD}>
              <span className="sr-only">{text('sla.history.take_up')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {published.history.map(({ version, validFrom, publishedBy }) => (
            <tr key={version}>
              <td className={`${CELL} tabular-nums`}>
                {version}{' '}
                {version === published.version && (
                  <Chip tone="ok">{text('sla.history.holds')}</Chip>
                )}
              </td>
              <td className={CELL}>
                <time dateTime={new Date(validFrom).toISOString()} title={inUtc(validFrom)}>
                  {dayAndTime(validFrom, locale)}
                </time>
              </td>
              <td className={CELL}>
                <bdi>
                  {publishedBy === null
                    ? text('sla.history.first')
                    : (agents?.find(({ id }) => id === publishedBy)?.name ?? publishedBy)}
                </bdi>
              </td>
              <td className={`${CELL} text-end`}>
                {mayChange && version !== published.version && (
                  <Button onClick={() => takeUp(version)}>{text('sla.history.take_up')}</Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
