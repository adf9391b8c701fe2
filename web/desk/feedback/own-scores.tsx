import { useQuery } from '@tanstack/react-query';
import { useText } from '../locale/text.ts';
import { CELL } from '../parts/screen.tsx';
import { getOwnScores } from './feedback-api.ts';
import { ScoreCells } from './score-words.tsx';

/** What customers said of one's own work in the last three months. */
export const OwnScores = () => {
  const text = useText();
  const query = useQuery({ queryKey: ['own-scores'], queryFn: getOwnScores });
  const scores = query.data;
  if (scores === undefined) return null;
  return (
    <div data-testid="own-scores" className="flex flex-col gap-2">
      <p className="text-12 text-muted">{text('feedback.fair', { count: scores.fairCount })}</p>
      <table className="w-full max-w-xl border-collapse">
        <tbody>
          <tr>
            <th scope="row" className={`${CELL} text-start font-medium`}>
              {text('feedback.kind.csat')}
            </th>
            <ScoreCells figures={scores.csat} cell={CELL} />
          </tr>
        </tbody>
      </table>
    </div>
  );
};
