import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { Fact, Facts, Moment, Note } from './parts.tsx';
import type { CardSpeech } from './speech.ts';
import { listOf, termOf } from './words.ts';

type Restriction = CardOf<'restriction'>['data'];

/** The class that may be told, what is blocked, until when, and what lifts it. */
export const RestrictionBody = ({
  data,
  speech,
}: {
  data: Restriction;
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  const blocked = data.blocks.map((each) => termOf(speech, 'blocks', each));
  const documents = data.documents.map((each) => termOf(speech, 'document', each));
  return (
    <>
      <Facts>
        <Fact name={t('restriction.blocked')}>{listOf(speech, blocked)}</Fact>
        <Fact name={t('restriction.since')}>
          <Moment at={data.since} speech={speech} />
        </Fact>
        <Fact name={t('restriction.until')}>
          {data.until === null ? (
            t('restriction.no_end')
          ) : (
            <Moment at={data.until} speech={speech} />
          )}
        </Fact>
        {documents.length > 0 && (
          <Fact name={t('restriction.documents')}>{listOf(speech, documents)}</Fact>
        )}
      </Facts>
      <Note>{t(`lifted_by.${data.liftedBy}`)}</Note>
      {data.transferId !== null && <Note>{t('restriction.one_transfer')}</Note>}
      {data.mayAppeal && <Note>{t('restriction.appeal')}</Note>}
    </>
  );
};
