import type { ComponentList } from '../../../src/contract/incidents.ts';
import { wordsFor } from '../../../src/core/incidents/vocabulary.ts';
import { CATEGORIES, type Category } from '../../../src/core/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Switch } from '../parts/switch.tsx';

const toggled = <T extends string>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((each) => each !== one) : [...all, one];

const FRAME = 'flex flex-wrap gap-x-4 gap-y-1 rounded-6 border border-line p-3';

/** Which requests it is about. */
export const CategoryFields = ({
  value,
  onChange,
}: {
  readonly value: readonly Category[];
  readonly onChange: (categories: Category[]) => void;
}) => {
  const text = useText();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="text-12 font-medium">{text('incidents.field.categories')}</legend>
      <div className={FRAME}>
        {CATEGORIES.map((category) => (
          <Switch
            key={category}
            checked={value.includes(category)}
            onChange={() => onChange(toggled(value, category))}
          >
            {text(`category.${category}`)}
          </Switch>
        ))}
      </div>
    </fieldset>
  );
};

/** Which parts of the service it touches. */
export const ComponentFields = ({
  components,
  value,
  onChange,
}: {
  readonly components: ComponentList['components'];
  readonly value: readonly string[];
  readonly onChange: (componentIds: string[]) => void;
}) => {
  const text = useText();
  const locale = useLocale();
  if (components.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="text-12 font-medium">{text('incidents.field.components')}</legend>
      <div className={FRAME}>
        {components.map(({ id, names }) => (
          <Switch
            key={id}
            checked={value.includes(id)}
            onChange={() => onChange(toggled(value, id))}
          >
            <bdi>{wordsFor(names, 'en', locale).text}</bdi>
          </Switch>
        ))}
      </div>
    </fieldset>
  );
};

export interface Shown {
  readonly isPublic: boolean;
  readonly hasBanner: boolean;
  readonly greetsNew: boolean;
}

/** Where it is told beside the conversations that are attached. */
export const ShownFields = ({
  value,
  onChange,
}: {
  readonly value: Shown;
  readonly onChange: (shown: Shown) => void;
}) => {
  const text = useText();
  return (
    <div className="flex flex-col gap-1">
      <Switch checked={value.isPublic} onChange={(isPublic) => onChange({ ...value, isPublic })}>
        {text('incidents.public')}
      </Switch>
      {value.isPublic && (
        <Switch
          checked={value.hasBanner}
          onChange={(hasBanner) => onChange({ ...value, hasBanner })}
        >
          {text('incidents.banner')}
        </Switch>
      )}
      <Switch checked={value.greetsNew} onChange={(greetsNew) => onChange({ ...value, greetsNew })}>
        {text('incidents.greets')}
      </Switch>
    </div>
  );
};
