import { ACTIONS, type ActionGroup } from '../actions/definitions.ts';
import { isSingleKey } from '../actions/key-map.ts';
import { useKeyMap, useSingleKeys } from '../actions/use-keys.ts';
import { useText } from '../locale/text.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Keycaps } from '../parts/keys.tsx';
import { go } from '../shell/navigate.ts';

const GROUPS: readonly ActionGroup[] = ['list', 'conversation', 'write', 'go'];

/** All keys, as they are set now. */
const HelpSheet = ({ onClose }: { readonly onClose: () => void }) => {
  const text = useText();
  const map = useKeyMap();
  const single = useSingleKeys();
  const usable = (sequences: readonly string[] | undefined): readonly string[] =>
    (sequences ?? []).filter((sequence) => single || !isSingleKey(sequence));
  return (
    <Dialog title={text('help.title')} open onClose={onClose} wide testId="help-sheet">
      {!single && (
        <p className="mb-4 rounded-6 border border-line bg-surface px-3 py-2">
          {text('help.single_off')}
        </p>
      )}
      <div className="grid grid-cols-2 gap-x-8 gap-y-5 max-md:grid-cols-1">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3 className="pb-1 text-12 font-semibold text-muted">
              {text(`palette.group.${group}`)}
            </h3>
            <dl>
              {ACTIONS.filter(
                (action) => action.group === group && usable(map.get(action.id)).length > 0,
              ).map(({ id }) => (
                <div
                  key={id}
                  className="flex min-h-8 items-center justify-between gap-3 border-b border-line"
                >
                  <dt>{text(`action.${id}`)}</dt>
                  <dd className="flex shrink-0 items-center gap-2">
                    {usable(map.get(id)).map((sequence) => (
                      <Keycaps key={sequence} sequence={sequence} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="pt-4 text-muted">
        {text('help.change')}{' '}
        <a
          href="/desk/settings"
          className="font-medium text-accent underline"
          onClick={(event) => {
            event.preventDefault();
            onClose();
            go({ to: '/settings' });
          }}
        >
          {text('nav.settings')}
        </a>
      </p>
    </Dialog>
  );
};

export default HelpSheet;
