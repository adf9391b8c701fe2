import { useInfiniteQuery } from '@tanstack/react-query';
import { Workflow } from 'lucide-react';
import type { DeskRule, RuleApplications } from '../../../src/contract/automation.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { listApplications } from './automation-api.ts';
import { useStepNames } from './step-names.ts';
import { ruleName } from './use-voice.ts';

type Application = RuleApplications['applications'][number];

const Row = ({
  application,
  name,
}: {
  readonly application: Application;
  readonly name: string;
}) => {
  const text = useText();
  const names = useStepNames();
  const { actions, refused } = application;
  return (
    <tr data-testid="rule-application">
      <td className={CELL}>
        <Moment at={application.at} />
      </td>
      <td className={CELL}>
        <bdi className="font-medium">{name}</bdi>{' '}
        <span className="text-12 text-muted">v{application.version}</span>
      </td>
      <td className={CELL}>
        <a className="text-accent underline" href={`/desk/inbox/all/${application.conversationId}`}>
          <bdi dir="ltr">{application.number}</bdi>
        </a>
      </td>
      <td className={CELL}>
        {names.actions(actions)}
        {refused.length > 0 && (
          <span className="block text-12 text-warn">
            {text('rule.ui.log_refused', { what: names.refused(refused) })}
          </span>
        )}
      </td>
    </tr>
  );
};

/** What rules did, the newest first. */
export const RuleLog = ({ rules }: { readonly rules: readonly DeskRule[] }) => {
  const text = useText();
  const query = useInfiniteQuery({
    queryKey: ['rule-applications'],
    queryFn: ({ pageParam }) => listApplications(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.before,
    staleTime: 0,
    // Seen while it happens.
    refetchInterval: 4_000,
  });
  const all = query.data?.pages.flatMap(({ applications }) => applications) ?? [];
  const nameOf = (ruleId: string): string => {
    const rule = rules.find((each) => each.ruleId === ruleId);
    return rule === undefined ? text('rule.ui.gone') : ruleName(rule, text);
  };
  if (query.isPending) return <ScreenSkeleton />;
  if (query.isError)
    return <Failed what="failed.rules" thrown={query.error} onRetry={() => void query.refetch()} />;
  if (all.length === 0) return <Empty icon={Workflow} sentence={text('rule.ui.log_empty')} />;
  return (
    <>
      <table className={TABLE}>
        <caption className="sr-only">{text('rule.ui.tab_log')}</caption>
        <thead>
          <tr>
            {(['log_when', 'rule', 'log_request', 'log_did'] as const).map((key) => (
              <th key={key} scope="col" className={HEAD}>
                {text(`rule.ui.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map((application) => (
            <Row
              key={`${application.conversationId}${application.ruleId}${application.at}`}
              application={application}
              name={nameOf(application.ruleId)}
            />
          ))}
        </tbody>
      </table>
      {query.hasNextPage && (
        <div className="p-3">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {text('rule.ui.log_more')}
          </Button>
        </div>
      )}
    </>
  );
};
