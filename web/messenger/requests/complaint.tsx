import scale from 'icon:scale';
import { type JSX, useEffect, useState } from 'react';
import type { OwnComplaint } from '../../../src/contract/complaints.ts';
import { saveBytes } from '../app/files.ts';
import { rich, t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { showToast } from '../app/state.ts';
import { dayOfYear } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from '../screens/failure.tsx';

type Complaint = NonNullable<OwnComplaint['complaint']>;

const pathOf = (id: string): string => `/api/conversations/${id}/complaint`;

const Standing = ({ complaint }: { complaint: Complaint }): JSX.Element => {
  const { complaintId, dueAt, upheld, letters } = complaint;
  const number = (
    <bdi key="number" dir="ltr">
      {complaint.number}
    </bdi>
  );
  const save = async (kind: string, name: string): Promise<void> => {
    const path = `/api/complaints/${complaintId}/letters/${kind}`;
    if (!(await saveBytes(path, `${name}.html`))) showToast(t('requests.not_saved'));
  };
  return (
    <>
      <p>
        {upheld === null
          ? rich('complaint.open', { number, due: dayOfYear(dueAt) })
          : rich(upheld ? 'complaint.upheld' : 'complaint.rejected', { number })}
      </p>
      <div className="buttons">
        {letters.map((letter) => (
          <button
            key={letter.kind}
            type="button"
            className="quiet"
            onClick={() => void save(letter.kind, letter.number)}
          >
            {t(`complaint.letter.${letter.kind}`)}
          </button>
        ))}
      </div>
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
  const [words, setWords] = useState('');
  const [country, setCountry] = useState('');
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
        void send();
      }}
    >
      <p className="muted">{t('complaint.explained')}</p>
      <label>
        {t('complaint.words')}
        <textarea
          dir="auto"
          rows={5}
          required
          minLength={10}
          maxLength={8_000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <label>
        {t('complaint.country')}
        <input
          dir="ltr"
          maxLength={2}
          pattern="[A-Z]{2}"
          value={country}
          onChange={(event) => setCountry(event.currentTarget.value.toUpperCase())}
        />
      </label>
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy} data-testid="complaint-send">
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
