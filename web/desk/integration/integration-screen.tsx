import { useText } from '../locale/text.ts';
import { Screen } from '../parts/screen.tsx';
import { useMe } from '../state/me.ts';
import { ExportForm } from './export-form.tsx';
import { KeyList } from './key-list.tsx';
import { WebhookList } from './webhook-list.tsx';

/** How other systems work with this one: keys, webhooks, files. */
export const IntegrationScreen = () => {
  const text = useText();
  const mayChange = useMe().role === 'admin';
  return (
    <Screen title={text('nav.integration')}>
      <div className="flex max-w-6xl flex-col gap-10 p-4">
        {!mayChange && <p className="text-muted">{text('integration.read_only')}</p>}
        <KeyList mayChange={mayChange} />
        <WebhookList mayChange={mayChange} />
        <ExportForm />
      </div>
    </Screen>
  );
};
