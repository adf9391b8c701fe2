import { sql } from 'kysely';
import type { Locale } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

export interface Rating {
  readonly articleId: string;
  readonly locale: Locale;
  readonly version: number;
  readonly raterHash: Uint8Array;
  readonly helpful: boolean;
}

export interface RatingCount {
  readonly articleId: string;
  readonly locale: Locale;
  readonly helpful: number;
  readonly unhelpful: number;
}

/** A reader's later answer takes the place of the earlier one. */
export const saveRating = async (connection: Connection, rating: Rating): Promise<void> => {
  const { articleId, locale, version, raterHash, helpful } = rating;
  await connection
    .insertInto('article_ratings')
    .values({ article_id: articleId, rater_hash: raterHash, locale, version, helpful })
    .onConflict((conflict) =>
      conflict
        .columns(['article_id', 'rater_hash'])
        .doUpdateSet({ locale, version, helpful, rated_at: sql`clock_timestamp()` }),
    )
    .execute();
};

export const countRatings = async (connection: Connection): Promise<RatingCount[]> => {
  const { rows } = await sql<{
    article_id: string;
    locale: Locale;
    helpful: number;
    unhelpful: number;
  }>`
    SELECT article_id, locale, (count(*) FILTER (WHERE helpful))::integer AS helpful,
      (count(*) FILTER (WHERE NOT helpful))::integer AS unhelpful
    FROM article_ratings GROUP BY article_id, locale`.execute(connection);
  return rows.map(({ article_id: articleId, ...rest }) => ({ articleId, ...rest }));
};
