import back from 'icon:arrow-left';
import official from 'icon:badge-check';
import menuIcon from 'icon:ellipsis-vertical';
import close from 'icon:x';
import type { JSX, ReactNode } from 'react';
import { t } from '../app/locale.ts';
import { Icon } from './icon.tsx';

interface HeaderProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly leading?: ReactNode;
  readonly onBack?: (() => void) | undefined;
  readonly onMenu: () => void;
  readonly onClose?: (() => void) | undefined;
}

/** Of every screen: who speaks, that it is official, the menu and the way out. */
export const Header = ({
  title,
  subtitle,
  leading,
  onBack,
  onMenu,
  onClose,
}: HeaderProps): JSX.Element => (
  <header className="header">
    {onBack && (
      <button type="button" className="icon-button flips" aria-label={t('back')} onClick={onBack}>
        <Icon d={back} />
      </button>
    )}
    {leading}
    <div className="header-words">
      <h1 className="header-title">{title}</h1>
      <p className="header-subtitle">
        <span className="official">
          <Icon d={official} size={14} />
          {t('official')}
        </span>
        {subtitle}
      </p>
    </div>
    <button
      type="button"
      className="icon-button"
      aria-label={t('menu.title')}
      aria-haspopup="dialog"
      onClick={onMenu}
    >
      <Icon d={menuIcon} />
    </button>
    {onClose && (
      <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
        <Icon d={close} />
      </button>
    )}
  </header>
);

/** A person's first letter; decorative, the name stands beside it. */
export const Avatar = ({ name }: { name: string }): JSX.Element => (
  <span className="avatar" aria-hidden="true">
    {Array.from(name)[0]?.toUpperCase()}
  </span>
);
