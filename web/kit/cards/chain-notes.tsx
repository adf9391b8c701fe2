import type { JSX } from 'react';
import type { ChainView } from '../../../src/contract/cards.ts';
import { Note } from './parts.tsx';
import type { CardSpeech } from './speech.ts';

/** What the chain itself says beside the ledger, where that changes what one may expect. */
export const ChainNotes = ({
  chain,
  speech,
}: {
  chain: ChainView | null;
  speech: CardSpeech;
}): JSX.Element | null => {
  if (chain === null) return null;
  const { t } = speech;
  return (
    <>
      {chain.reorganised && <Note>{t('chain.reorganised')}</Note>}
      {chain.status === 'mempool' && !chain.reorganised && <Note>{t('chain.mempool')}</Note>}
      {chain.congestion === 'high' && <Note>{t('chain.busy')}</Note>}
      {chain.behind && <Note>{t('chain.behind')}</Note>}
    </>
  );
};
