import { useMemo, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { countriesIn } from '../../kit/locale/countries.ts';
import { asFailure } from '../api/failure.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { showToast } from '../state/toasts.ts';
import { complain } from './complaints-api.ts';

/** Takes down a formal complaint in the customer's words. */
const ComplainDialog = ({
  conversation,
  onClose,
}: {
  readonly conversation: DeskConversation;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const countries = useMemo(() => countriesIn(locale), [locale]);
  const [words, setWords] = useState('');
  const [country, setCountry] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const send = (): void => {
    setBusy(true);
    setError(null);
    complain(conversation.id, { text: words, country: country === '' ? null : country })
      .then(() => {
        showToast({ text: text('complaint.opened') });
        onClose();
      })
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text('promise.action.complain')}
      description={text('complaint.what')}
      open
      onClose={onClose}
    >
      <form
        data-testid="complain"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={text('complaint.words')} error={error}>
          {(props) => (
            <textarea
              {...props}
              dir="auto"
              rows={6}
              required
              minLength={10}
              maxLength={8_000}
              data-testid="complain-words"
              className="control"
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <Field label={text('complaint.country')} hint={text('complaint.country_hint')}>
          {(props) => (
            <select
              {...props}
              className="control"
              data-testid="complain-country"
              value={country}
              onChange={(event) => setCountry(event.target.value)}
            >
              <option value="">{text('complaint.country_none')}</option>
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="complain-send">
            {text('complaint.take_down')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default ComplainDialog;
