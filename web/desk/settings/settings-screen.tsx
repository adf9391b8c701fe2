import type { ReactNode } from 'react';
import { LOCALES } from '../../../src/core/vocabulary.ts';
import { OwnScores } from '../feedback/own-scores.tsx';
import { chooseLocale, isLocale, useLocale, useText } from '../locale/text.ts';
import { Screen } from '../parts/screen.tsx';
import { Switch } from '../parts/switch.tsx';
import { prefer, preferences } from '../state/me.ts';
import { nextAfterSolve } from '../state/next-after-solve.ts';
import { useStore } from '../state/store.ts';
import { KeySettings } from './key-settings.tsx';
import { PasswordSettings } from './password-settings.tsx';

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="flex flex-col gap-3 border-b border-line py-5 last:border-0">
    <h2 className="text-15 font-semibold">{title}</h2>
    {children}
  </section>
);

const Choice = <T extends string>({
  name,
  value,
  options,
  onPick,
}: {
  readonly name: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onPick: (value: T) => void;
}) => (
  <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
    <legend className="float-start w-40 text-muted">{name}</legend>
    {options.map((option) => (
      <label
        key={option.value}
        className="inline-flex min-h-6 items-center gap-1.5 pointer-coarse:min-h-11"
      >
        <input
          type="radio"
          name={name}
          checked={option.value === value}
          onChange={() => onPick(option.value)}
          className="size-4 accent-accent"
        />
        {option.label}
      </label>
    ))}
  </fieldset>
);

const Appearance = () => {
  const text = useText();
  const locale = useLocale();
  const { theme, density } = useStore(preferences);
  return (
    <Section title={text('settings.appearance')}>
      <Choice
        name={text('settings.theme')}
        value={theme ?? 'system'}
        onPick={(next) => prefer({ theme: next })}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: text(`settings.theme.${value}`),
        }))}
      />
      <Choice
        name={text('settings.density')}
        value={density ?? 'comfortable'}
        onPick={(next) => prefer({ density: next })}
        options={(['comfortable', 'compact'] as const).map((value) => ({
          value,
          label: text(`settings.density.${value}`),
        }))}
      />
      <label className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="w-40 text-muted">{text('settings.language')}</span>
        <select
          data-testid="settings-language"
          className="control !w-56"
          value={locale}
          onChange={(event) => {
            const next = event.target.value;
            if (!isLocale(next)) return;
            void chooseLocale(next);
            prefer({ locale: next });
          }}
        >
          {LOCALES.map((each) => (
            <option key={each} value={each} lang={each}>
              {text(`locale.own.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </Section>
  );
};

/** How this person likes the desk. */
export const SettingsScreen = () => {
  const text = useText();
  const { sounds } = useStore(preferences);
  const next = useStore(nextAfterSolve);
  return (
    <Screen title={text('nav.settings')}>
      <div className="mx-auto max-w-3xl px-4">
        <Appearance />
        <Section title={text('settings.work')}>
          <Switch checked={sounds !== false} onChange={(on) => prefer({ sounds: on })}>
            {text('settings.sounds')}
          </Switch>
          <Switch checked={next} onChange={nextAfterSolve.set}>
            {text('settings.next_after_solve')}
          </Switch>
        </Section>
        <Section title={text('settings.keys')}>
          <KeySettings />
        </Section>
        <Section title={text('feedback.own')}>
          <OwnScores />
        </Section>
        <Section title={text('settings.password')}>
          <PasswordSettings />
        </Section>
      </div>
    </Screen>
  );
};
