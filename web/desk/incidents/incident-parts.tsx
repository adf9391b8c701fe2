import { CircleCheckBig, CircleDot, Eye, Search, Wrench } from 'lucide-react';
import type { Entity, Impact, IncidentStage } from '../../../src/core/incidents/vocabulary.ts';
import { type TextsByLocale, wordsFor } from '../../../src/core/incidents/vocabulary.ts';
import { type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { go } from '../shell/navigate.ts';

const STAGE_ICONS = {
  investigating: Search,
  found: Wrench,
  monitoring: Eye,
  resolved: CircleCheckBig,
} as const;

export const StageChip = ({ stage }: { readonly stage: IncidentStage }) => {
  const text = useText();
  return (
    <Chip tone={stage === 'resolved' ? 'ok' : 'warn'} icon={STAGE_ICONS[stage]}>
      {text(`incidents.stage.${stage}`)}
    </Chip>
  );
};

export const ImpactChip = ({ impact }: { readonly impact: Impact }) => {
  const text = useText();
  return (
    <Chip tone={impact === 'major' ? 'danger' : 'plain'} icon={CircleDot}>
      {text(`incidents.impact.${impact}`)}
    </Chip>
  );
};

/** The coin or network that it concerns. */
export const EntityName = ({ entity }: { readonly entity: Entity }) => (
  <bdi dir="ltr" className="font-mono text-12">
    {entity.value}
  </bdi>
);

export const dirOf = (locale: Locale): 'rtl' | 'ltr' =>
  RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr';

/** A title in the reader's language, or in the one it was written in. */
export const Title = ({
  titles,
  writtenIn,
}: {
  readonly titles: TextsByLocale;
  readonly writtenIn: Locale;
}) => {
  const said = wordsFor(titles, writtenIn, useLocale());
  return (
    <bdi lang={said.locale} dir={dirOf(said.locale)}>
      {said.text}
    </bdi>
  );
};

export const openScreen = (incidentId: string | null): void =>
  incidentId === null
    ? go({ to: '/incidents' })
    : go({ to: '/incidents/$incidentId', params: { incidentId } });

/** A link inside the desk that also opens in a tab of its own. */
export const incidentLink = (incidentId: string) => ({
  href: `/desk/incidents/${incidentId}`,
  onClick: (event: React.MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    openScreen(incidentId);
  },
});
