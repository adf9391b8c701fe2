import './incidents.css';
import { type JSX, useEffect, useState } from 'react';
import type { SurgeOffers } from '../../../src/contract/incidents.ts';
import { useCell } from '../app/cell.ts';
import { wish } from '../app/chatting.ts';
import { t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { canNotify, subscribe } from '../app/notifications.ts';
import { ask } from '../app/session.ts';
import { showToast, state } from '../app/state.ts';
import { dateAndTime, timeOfDay } from '../app/time.ts';
import { sentenceOf } from '../screens/failure.tsx';

const LOOK_EVERY_MS = 60_000;
/** With the country's code, as the server takes it. */
const PHONE = /^\+[1-9]\d{6,14}$/;

const useOffers = (id: string): SurgeOffers | null => {
  const [offers, setOffers] = useState<SurgeOffers | null>(null);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const answer = await ask<SurgeOffers>('GET', `/api/conversations/${id}/surge`);
      if (answer.ok) setOffers(answer.value);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [id]);
  return offers;
};

/** While demand is high: what can be had instead of waiting, with times that routing stands for. */
export const Surge = ({ id }: { id: string }): JSX.Element | null => {
  const offers = useOffers(id);
  const hasMail = useCell(state, (each) => each.hasMail);
  const [slot, setSlot] = useState('');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  if (offers === null || offers.answerBy === null) return null;
  const { answerBy, slots } = offers;
  const phone = typed === '' ? null : `+${typed.replaceAll(/\D/g, '')}`;
  const isWrong = phone !== null && !PHONE.test(phone);
  const take = async (callAt: number | null): Promise<void> => {
    setBusy(true);
    // Whoever gave the exchange no address is told in the browser, where that is possible.
    const byPush = !hasMail && canNotify() && (await subscribe());
    const notifyBy = [...(hasMail ? ['mail'] : []), ...(byPush ? ['push'] : [])];
    const done = await wish(
      id,
      'POST',
      '/surge',
      { slot: callAt, phone: callAt === null ? null : phone, notifyBy },
      sentenceOf,
    );
    setBusy(false);
    if (!done) return;
    show({ name: 'home' });
    const booked = phone === null ? 'surge.call_done' : 'surge.phone_done';
    showToast(t(callAt === null ? 'surge.ticket_done' : booked));
  };
  return (
    <section className="surge" aria-label={t('surge.title')}>
      <p>
        <strong>{t('surge.title')}</strong>
      </p>
      <p className="muted">{t('surge.lead')}</p>
      <button type="button" className="quiet" disabled={busy} onClick={() => void take(null)}>
        {t('surge.ticket', { at: dateAndTime(answerBy) })}
      </button>
      {slots.length > 0 && (
        <>
          <label>
            {t('surge.call')}
            <select value={slot} onChange={({ currentTarget }) => setSlot(currentTarget.value)}>
              <option value="">{t('surge.pick')}</option>
              {slots.map((at) => (
                <option key={at} value={at}>
                  {t('surge.slot', { from: dateAndTime(at), to: timeOfDay(at + 1_800_000) })}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('surge.phone')}
            <input
              type="tel"
              dir="ltr"
              autoComplete="tel"
              maxLength={24}
              placeholder="+00 000 000000"
              value={typed}
              aria-invalid={isWrong}
              aria-describedby="surge-phone"
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          </label>
          <small id="surge-phone" className="muted">
            {t(isWrong ? 'surge.phone_wrong' : 'surge.phone_more')}
          </small>
          <button
            type="button"
            className="quiet"
            disabled={busy || slot === '' || isWrong}
            onClick={() => void take(Number(slot))}
          >
            {t('surge.call_do')}
          </button>
        </>
      )}
    </section>
  );
};
