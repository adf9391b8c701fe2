import '../styles/guard.css';
import shield from 'icon:shield-check';
import { type JSX, useState } from 'react';
import type { SecretKind } from '../../../src/core/vocabulary.ts';
import { t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';
import { adviceFor, namesOf } from './advice.ts';
import type { Finding } from './finding.ts';

export interface PanelProps {
  readonly text: string;
  readonly findings: readonly Finding[];
  /** The draft without it, or with a word that says what it is; the field takes the focus. */
  readonly onChange: (text: string) => void;
}

const replaced = (text: string, { start, end }: Finding, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

const withoutSecrets = (text: string, findings: readonly Finding[]): string =>
  findings.reduceRight(
    (rest, found) =>
      found.kind === 'doubtful' ? rest : replaced(rest, found, `⟦secret:${found.kind}⟧`),
    text,
  );

/** What was found in a draft and what to do; stays with the advice once the secret is out of it. */
export const GuardPanel = ({ text, findings, onChange }: PanelProps): JSX.Element | null => {
  const [removed, setRemoved] = useState<readonly SecretKind[]>([]);
  const kinds = findings.flatMap(({ kind }) => (kind === 'doubtful' ? [] : [kind]));
  const unclear = findings.find(({ kind }) => kind === 'doubtful');
  const remove = (left: string, gone: readonly SecretKind[]): void => {
    setRemoved(gone);
    onChange(left);
  };
  if (findings.length === 0 && removed.length === 0) return null;
  const named = kinds.length > 0 ? kinds : removed;
  const asks = kinds.length === 0 && unclear !== undefined;
  return (
    <div className="guard" role="alert">
      <Icon d={shield} size={18} />
      <div className="guard-words">
        {asks ? (
          <>
            <p className="guard-title">{t('guard.ask')}</p>
            <p>{t('guard.ask_more')}</p>
          </>
        ) : (
          <>
            <p className="guard-title">{t('guard.never')}</p>
            <p>
              {t(findings.length > 0 ? 'guard.found' : 'guard.removed', { kinds: namesOf(named) })}
            </p>
            {adviceFor(named).map((advice) => (
              <p key={advice}>{advice}</p>
            ))}
          </>
        )}
        <div className="buttons">
          {asks ? (
            <>
              <button
                type="button"
                className="quiet"
                onClick={() =>
                  onChange(`${text.slice(0, unclear.start)}txid ${text.slice(unclear.start)}`)
                }
              >
                {t('guard.is_transaction')}
              </button>
              <button
                type="button"
                className="quiet"
                onClick={() =>
                  remove(replaced(text, unclear, '⟦secret:private_key⟧'), ['private_key'])
                }
              >
                {t('guard.is_key')}
              </button>
            </>
          ) : findings.length > 0 ? (
            <button
              type="button"
              className="quiet"
              onClick={() => remove(withoutSecrets(text, findings), kinds)}
            >
              {t('guard.remove')}
            </button>
          ) : (
            <button type="button" className="quiet" onClick={() => setRemoved([])}>
              {t('close')}
            </button>
          )}
        </div>
      </div>
    </div>
  );
};
