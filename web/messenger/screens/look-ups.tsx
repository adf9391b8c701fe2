import type { JSX } from 'react';
import type { Category } from '../../../src/core/vocabulary.ts';
import { t } from '../app/locale.ts';
import { askOutright } from '../app/messenger.ts';
import { showToast } from '../app/state.ts';
import { CATEGORY_ICONS } from '../parts/category-icons.ts';
import { Icon } from '../parts/icon.tsx';
import { chatPart } from './parts.ts';

const LOOK_UPS: readonly Category[] = ['deposit', 'withdrawal', 'account', 'security'];

/** What most come for and the account itself can tell; a tap asks it in the words that stand there. */
export const LookUps = (): JSX.Element => (
  <ul className="look-ups">
    {LOOK_UPS.map((category) => {
      const words = t(`look_up.${category}`);
      return (
        <li key={category}>
          <button
            type="button"
            onPointerEnter={chatPart.preload}
            onFocus={chatPart.preload}
            onClick={() =>
              void askOutright(words, { category }).catch(() => showToast(t('error.unreachable')))
            }
          >
            <Icon d={CATEGORY_ICONS[category]} />
            {words}
          </button>
        </li>
      );
    })}
  </ul>
);
