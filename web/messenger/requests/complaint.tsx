import download from 'icon:download';
import scale from 'icon:scale';
import { type JSX, useEffect, useMemo, useState } from 'react';
import type { OwnComplaint } from '../../../src/contract/complaints.ts';
import { countriesIn } from '../../kit/locale/countries.ts';
import { saveBytes } from '../app/files.ts';
import { currentLocale, rich, t, useLocale } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { showToast } from '../app/state.ts';
import { GuardNotice } from '../guard/guard-notice.tsx';
import { noOtherWords, useGuard } from '../guard/use-guard.ts';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from '../screens/failure.tsx';

type Complaint = NonNullable<OwnComplaint['complaint']>;

const pathOf = (id: string): string => `/api/conversations/${id}/complaint`;

/** A day where the terms are counted: the letters say the same one. */
const dayIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat(currentLocale() === 'ar' ? 'ar-u-nu-latn' : currentLocale(), {
    dateStyle: 'medium',
    timeZone,
  }).format(at);

const Letters = ({ complaint }: { complaint: Complaint }): JSX.Element => {
  const { complaintId, letters, asPdf } = complaint;
  const save = async (path: string, name: string, failed: string): Promise<void> => {
    if (!(await saveBytes(path, name))) showToast(t(failed));
  };
  return (
    <ul className="letters">
      {letters.map(({ kind, number }) => {
        const path = `/api/complaints/${complaintId}/letters/${kind}`;
        return (
          <li key={kind}>
            <p>
              {t(`complaint.letter.${kind}`)} <bdi dir="ltr">{number}</bdi>
            </p>
            <div className="buttons">
              {asPdf && (
                <button
                  type="button"
                  className="quiet"
                  data-testid={`letter-pdf-${kind}`}
                  onClick={() =>
                    void save(`${path}?format=pdf`, `${number}.pdf`, 'complaint.pdf_failed')
                  }
                >
                  <Icon d={download} size={18} />
                  PDF
                </button>
              )}
              <button
                type="button"
                className="quiet"
                data-testid={`letter-page-${kind}`}
                onClick={() => void save(path, `${number}.html`, 'requests.not_saved')}
              >
                <Icon d={download} size={18} />
                {t('complaint.letter_page')}
              </button>
            </div>
          </li>
        );
      })}
    </ul>
  );
};

/** How it stands: its number, its terms, what was said, and what was decided. */
const Standing = ({ complaint }: { complaint: Complaint }): JSX.Element => {
  const { openedAt, acknowledgedAt, acknowledgeBy, dueAt, decidedAt, timeZone, upheld } = complaint;
  const day = (at: number): string => dayIn(at, timeZone);
  const number = (
    <bdi key="number" dir="ltr">
      {complaint.number}
    </bdi>
  );
  return (
    <>
      <h2 className="section-title">{t('complaint.title')}</h2>
      <p>
        {upheld === null
          ? rich('complaint.open', { number, due: day(dueAt) })
          : rich(upheld ? 'complaint.upheld' : 'complaint.rejected', { number })}
      </p>
      <dl className="complaint-terms">
        <dt>{t('complaint.received')}</dt>
        <dd>{day(openedAt)}</dd>
        <dt>{t(acknowledgedAt === null ? 'complaint.receipt_by' : 'complaint.receipt_at')}</dt>
        <dd>{day(acknowledgedAt ?? acknowledgeBy)}</dd>
        <dt>{t(decidedAt === null ? 'complaint.due' : 'complaint.decided_at')}</dt>
        <dd>{day(decidedAt ?? dueAt)}</dd>
      </dl>
      {complaint.reasons !== null && (
        <>
          <h3 className="complaint-head">{t('complaint.reasons')}</h3>
          <p dir="auto" className="complaint-words">
            {complaint.reasons}
          </p>
        </>
      )}
      <details>
        <summary className="complaint-head">{t('complaint.own_words')}</summary>
        <p dir="auto" className="complaint-words">
          {complaint.text}
        </p>
      </details>
      <Letters complaint={complaint} />
    </>
  );
};

const Form = ({
  id,
  onSent,
}: {
  id: string;
  onSent: (complaint: Complaint | null) => void;
}): JSX.Element => {
  const locale = useLocale();
  const countries = useMemo(() => countriesIn(locale), [locale]);
  const [words, setWords] = useState('');
  const [country, setCountry] = useState('');
  const guard = useGuard(words, noOtherWords);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const body = { text: words, country: country === '' ? null : country };
    const answer = await ask<OwnComplaint>('POST', pathOf(id), body);
    setBusy(false);
    if (answer.ok) onSent(answer.value.complaint);
    else setError(sentenceOf(answer.code));
  };
  return (
    <form
      className="complaint-form"
      onSubmit={(event) => {
        event.preventDefault();
        guard.pass(() => void send());
      }}
    >
      <p className="muted">{t('complaint.explained')}</p>
      <GuardNotice guard={guard} text={words} onChange={setWords} />
      <label>
        {t('complaint.words')}
        <textarea
          dir="auto"
          rows={5}
          required
          minLength={10}
          maxLength={8_000}
          readOnly={guard.isWaiting}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <label>
        {t('complaint.country')}
        <select
          data-testid="complaint-country"
          value={country}
          onChange={(event) => setCountry(event.currentTarget.value)}
        >
          <option value="">{t('complaint.country_none')}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      <div className="buttons">
        <button
          type="submit"
          className="primary"
          disabled={busy || guard.isWaiting}
          data-testid="complaint-send"
        >
          {t('complaint.send')}
        </button>
      </div>
    </form>
  );
};

/** A formal complaint about a request: the way to make one, and how it stands. */
export const ComplaintPart = ({ id, seq }: { id: string; seq: number }): JSX.Element | null => {
  const [complaint, setComplaint] = useState<Complaint | null>();
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever happens in the request may be its decision
  useEffect(() => {
    let isHere = true;
    void ask<OwnComplaint>('GET', pathOf(id)).then((answer) => {
      if (isHere && answer.ok) setComplaint(answer.value.complaint);
    });
    return () => {
      isHere = false;
    };
  }, [id, seq]);
  if (complaint === undefined) return null;
  if (complaint !== null)
    return (
      <section className="complaint" aria-label={t('complaint.title')}>
        <Standing complaint={complaint} />
      </section>
    );
  return (
    <section className="complaint" aria-label={t('complaint.title')}>
      {isOpen ? (
        <Form id={id} onSent={setComplaint} />
      ) : (
        <button type="button" className="link" data-testid="complain" onClick={() => setOpen(true)}>
          <Icon d={scale} size={16} />
          {t('complaint.make')}
        </button>
      )}
    </section>
  );
};
