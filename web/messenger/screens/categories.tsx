import { type JSX, useEffect } from 'react';
import { CATEGORIES } from '../../../src/core/vocabulary.ts';
import { useCell } from '../app/cell.ts';
import { t } from '../app/locale.ts';
import { beginConversation } from '../app/messenger.ts';
import { state } from '../app/state.ts';
import { duration } from '../app/time.ts';
import { CATEGORY_ICONS } from '../parts/category-icons.ts';
import { Icon } from '../parts/icon.tsx';
import { chatPart } from './parts.ts';

/** What it is about; with each, how long people usually wait for it now. */
export const Categories = (): JSX.Element => {
  const times = useCell(state, ({ waitingTimes }) => waitingTimes);
  useEffect(chatPart.preload, []);
  return (
    <div className="scroll pad">
      <p className="lead">{t('categories.lead')}</p>
      <ul className="categories">
        {CATEGORIES.map((category) => {
          const told = times?.categories.find((each) => each.category === category);
          return (
            <li key={category}>
              <button
                type="button"
                className="category"
                onClick={() => beginConversation({ category })}
              >
                <span className="tile">
                  <Icon d={CATEGORY_ICONS[category]} />
                </span>
                <span className="category-name">{t(`category.${category}`)}</span>
                <span className="category-wait">
                  {told === undefined
                    ? ' '
                    : told.etaSeconds === null
                      ? t('categories.nobody')
                      : t('categories.wait', { time: duration(told.etaSeconds) })}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
};
