import type { RatingFigures } from '../../../src/contract/feedback.ts';
import { count, score, share } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';

/** What ratings say, or that there are too few to say anything fair. */
export const ScoreCells = ({
  figures,
  cell,
}: {
  readonly figures: RatingFigures;
  readonly cell: string;
}) => {
  const text = useText();
  const locale = useLocale();
  const { mean, goodShare, goodBetween } = figures;
  return (
    <>
      <td className={`${cell} text-end tabular-nums`}>{count(figures.count, locale)}</td>
      {mean === null || goodShare === null || goodBetween === null ? (
        <td colSpan={2} className={`${cell} text-end text-muted`}>
          {text('feedback.too_few')}
        </td>
      ) : (
        <>
          <td className={`${cell} text-end tabular-nums`}>
            <bdi dir="ltr">{score(mean, locale)}</bdi>
          </td>
          <td className={`${cell} text-end tabular-nums`}>
            {text('feedback.between', {
              share: share(goodShare * 1_000, 1_000, locale),
              low: share(goodBetween[0] * 1_000, 1_000, locale),
              high: share(goodBetween[1] * 1_000, 1_000, locale),
            })}
          </td>
        </>
      )}
    </>
  );
};
