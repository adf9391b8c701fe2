import type { JSX } from 'react';
import { t } from '../app/locale.ts';
import type { Guarding } from './use-guard.ts';

interface NoticeProps {
  readonly guard: Guarding;
  readonly text: string;
  /** Takes the text without what was found. */
  readonly onChange: (text: string) => void;
}

/** Above a field: that sending waits for the guard, and what the guard found. */
export const GuardNotice = ({ guard, text, onChange }: NoticeProps): JSX.Element => {
  const { Panel } = guard;
  return (
    <>
      {guard.isWaiting && (
        <p className="muted late" role="status">
          {t('guard.checking')}
        </p>
      )}
      {Panel && <Panel text={text} findings={guard.findings} onChange={onChange} />}
    </>
  );
};
