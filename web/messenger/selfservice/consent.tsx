import yes from 'icon:check';
import shield from 'icon:shield-check';
import no from 'icon:x';
import type { JSX } from 'react';
import { t } from '../app/locale.ts';
import { tapAssistant } from '../app/tapping.ts';
import { NotTapped, useFocusKept, useTapped } from '../chat/tapped.tsx';
import { Icon } from '../parts/icon.tsx';

/** May the assistant look at the account? Asked once in a conversation. */
export const Consent = ({ id, turnId }: { id: string; turnId: string }): JSX.Element => {
  const tapped = useTapped(id);
  const box = useFocusKept<HTMLFieldSetElement>();
  const said = tapped?.tap.kind === 'consent' && !tapped.failed ? tapped.tap.given : null;
  const answer = (given: boolean, icon: string, key: string): JSX.Element => (
    <button
      type="button"
      className="quiet"
      aria-disabled={tapped?.failed === false}
      aria-pressed={said === given}
      onClick={() => void tapAssistant(id, { kind: 'consent', turnId, given })}
    >
      <Icon d={icon} size={18} />
      {t(key)}
    </button>
  );
  return (
    <fieldset className="self-taps" ref={box} aria-label={t('self.consent')}>
      <p className="self-note">
        <Icon d={shield} size={16} />
        {t('self.consent_more')}
      </p>
      <div className="buttons">
        {answer(true, yes, 'self.consent_yes')}
        {answer(false, no, 'self.consent_no')}
      </div>
      <NotTapped id={id} kind="consent" />
    </fieldset>
  );
};
