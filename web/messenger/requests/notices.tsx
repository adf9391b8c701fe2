import './requests.css';
import download from 'icon:download';
import { type JSX, useEffect, useState } from 'react';
import type { NoticeChoices, NoticeChoicesReply } from '../../../src/contract/notices.ts';
import type { Refusal } from '../../kit/api/request.ts';
import { saveBytes } from '../app/files.ts';
import { t } from '../app/locale.ts';
import { canNotify, subscribe } from '../app/notifications.ts';
import { ask } from '../app/session.ts';
import { showToast } from '../app/state.ts';
import { Icon } from '../parts/icon.tsx';
import { Failure } from '../screens/failure.tsx';

const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const NIGHT = { from: 22 * 60, to: 8 * 60 };

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const minuteOf = (clock: string): number | null => {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)
    ? null
    : hours * 60 + minutes;
};

/** The choices as the server has them; a change is kept there at once, and taken back where it was refused. */
const useChoices = () => {
  const [choices, setChoices] = useState<NoticeChoicesReply | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const load = async (): Promise<void> => {
    const answer = await ask<NoticeChoicesReply>('GET', '/api/notices');
    if (answer.ok) setChoices(answer.value);
    setFailure(answer.ok ? null : answer);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void load(), []);
  const change = async (part: Partial<NoticeChoices>): Promise<void> => {
    if (choices === null) return;
    const { hasMail, ...before } = choices;
    const wanted = { ...before, ...part, timeZone: zone() };
    setChoices({ ...wanted, hasMail });
    const answer = await ask<NoticeChoicesReply>('PUT', '/api/notices', wanted);
    if (answer.ok) return;
    setChoices(choices);
    showToast(t('notices.not_kept'));
  };
  return { choices, failure, load, change };
};

const Switch = (props: {
  readonly words: string;
  readonly isOn: boolean;
  readonly onChange: (on: boolean) => void;
}): JSX.Element => (
  <button
    type="button"
    className="row"
    role="switch"
    aria-checked={props.isOn}
    onClick={() => props.onChange(!props.isOn)}
  >
    {props.words}
    <span className="push" />
    <span className="switch" aria-hidden="true" />
  </button>
);

const Quiet = ({
  quiet,
  onChange,
}: {
  quiet: NoticeChoices['quiet'];
  onChange: (quiet: NoticeChoices['quiet']) => void;
}): JSX.Element => {
  const field = (which: 'from' | 'to'): JSX.Element => (
    <label className="quiet-time">
      {t(`notices.quiet.${which}`)}
      <input
        type="time"
        value={clockOf((quiet ?? NIGHT)[which])}
        onChange={(event) => {
          const minute = minuteOf(event.currentTarget.value);
          if (minute !== null) onChange({ ...(quiet ?? NIGHT), [which]: minute });
        }}
      />
    </label>
  );
  return (
    <>
      <Switch
        words={t('notices.quiet')}
        isOn={quiet !== null}
        onChange={(on) => onChange(on ? NIGHT : null)}
      />
      {quiet !== null && (
        <div className="quiet-times">
          {field('from')}
          {field('to')}
        </div>
      )}
    </>
  );
};

/** How one wants to be told of news while elsewhere, and one's own data to take away. */
export const NoticesScreen = (): JSX.Element => {
  const { choices, failure, load, change } = useChoices();
  const [saving, setSaving] = useState(false);
  const turnPush = async (on: boolean): Promise<void> => {
    if (on && canNotify() && !(await subscribe())) return showToast(t('notices.not_allowed'));
    await change({ push: on });
  };
  const save = async (): Promise<void> => {
    setSaving(true);
    if (!(await saveBytes('/api/me/export', 'my-requests.json')))
      showToast(t('requests.not_saved'));
    setSaving(false);
  };
  return (
    <div className="scroll pad">
      {failure !== null && <Failure failure={failure} onRetry={() => void load()} />}
      {choices !== null && (
        <section className="notices">
          <p className="muted">{t('notices.lead')}</p>
          <Switch
            words={t('notices.push')}
            isOn={choices.push}
            onChange={(on) => void turnPush(on)}
          />
          {choices.hasMail && (
            <Switch
              words={t('notices.mail')}
              isOn={choices.mail}
              onChange={(mail) => void change({ mail })}
            />
          )}
          <Quiet quiet={choices.quiet} onChange={(quiet) => void change({ quiet })} />
          <p className="muted">{t('notices.words')}</p>
        </section>
      )}
      <section className="own-data">
        <h2 className="section-title">{t('notices.data')}</h2>
        <p className="muted">{t('notices.data_more')}</p>
        <button type="button" className="quiet" disabled={saving} onClick={() => void save()}>
          <Icon d={download} size={18} />
          {t('notices.export')}
        </button>
      </section>
    </div>
  );
};
