import { runAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { Screen } from '../parts/screen.tsx';
import { NAV_GROUPS, type NavItem, navFor } from '../shell/nav.ts';
import { useMe } from '../state/me.ts';

const Entry = ({ item }: { readonly item: NavItem }) => {
  const text = useText();
  const Icon = item.icon;
  return (
    <li>
      <a
        href={`/desk${item.to}`}
        data-testid={`manage-${item.to.slice(1)}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          runAction(item.action);
        }}
        className="flex min-h-14 items-center gap-3 rounded-10 border border-line px-4 py-3 hover:border-accent hover:bg-sel"
      >
        <Icon aria-hidden size={18} className="shrink-0 text-muted" />
        <span className="font-medium">{text(item.text)}</span>
      </a>
    </li>
  );
};

/** Everything that is set and looked into rather than worked through all day. */
export const ManageScreen = () => {
  const text = useText();
  const items = navFor(useMe().role);
  return (
    <Screen title={text('nav.manage')}>
      <div className="mx-auto flex max-w-5xl flex-col gap-6 p-4">
        {NAV_GROUPS.filter((group) => group !== 'daily').map((group) => {
          const own = items.filter((item) => item.group === group);
          return own.length === 0 ? null : (
            <section key={group} className="flex flex-col gap-2">
              <h2 className="text-12 font-semibold text-muted">{text(`manage.group.${group}`)}</h2>
              <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
                {own.map((item) => (
                  <Entry key={item.to} item={item} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Screen>
  );
};
