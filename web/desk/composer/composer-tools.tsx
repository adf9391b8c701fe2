import { Menu } from '@base-ui/react/menu';
import {
  BookOpen,
  ChevronDown,
  MessageSquareText,
  Paperclip,
  SendHorizontal,
  StickyNote,
} from 'lucide-react';
import { useRef } from 'react';
import { runAction } from '../actions/handlers.ts';
import { useKeysOf } from '../actions/use-keys.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { layerHome } from '../parts/layer-home.ts';
import type { Outgoing } from '../state/outbox.ts';

interface ToolsProps {
  readonly note: boolean;
  readonly ready: boolean;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onSend: (leaveAs: Outgoing['leaveAs']) => void;
}

const ITEM =
  'flex min-h-8 items-center justify-between gap-4 rounded-6 px-2 outline-none data-highlighted:bg-sel pointer-coarse:min-h-11';

const SendMenu = ({ ready, onSend }: Pick<ToolsProps, 'ready' | 'onSend'>) => {
  const text = useText();
  const solveKeys = useKeysOf('send_solve');
  const pendingKeys = useKeysOf('send_pending');
  return (
    <Menu.Root>
      <Menu.Trigger
        disabled={!ready}
        aria-label={text('composer.send_menu')}
        data-testid="send-menu"
        className="flex min-h-8 items-center rounded-e-6 border border-s-0 border-accent bg-accent px-1.5 text-accent-fg disabled:border-line disabled:bg-surface disabled:text-muted pointer-coarse:min-h-11 pointer-coarse:min-w-11 pointer-coarse:justify-center"
      >
        <ChevronDown aria-hidden size={14} />
      </Menu.Trigger>
      <Menu.Portal container={layerHome()}>
        <Menu.Positioner side="top" align="end" sideOffset={4} className="z-50">
          <Menu.Popup className="enter min-w-60 rounded-10 border border-line bg-bg p-1 shadow-lift outline-none">
            <Menu.Item className={ITEM} onClick={() => onSend('solved')}>
              {text('action.send_solve')}
              <bdi dir="ltr" className="text-12 text-muted">
                {solveKeys}
              </bdi>
            </Menu.Item>
            <Menu.Item className={ITEM} onClick={() => onSend('pending')}>
              {text('action.send_pending')}
              <bdi dir="ltr" className="text-12 text-muted">
                {pendingKeys}
              </bdi>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};

/** Files, canned responses, and sending. */
export const ComposerTools = ({ note, ready, onFiles, onSend }: ToolsProps) => {
  const text = useText();
  const picker = useRef<HTMLInputElement>(null);
  const sendKeys = useKeysOf('send');
  const cannedKeys = useKeysOf('canned');
  const articlesKeys = useKeysOf('articles');
  return (
    <div className="flex items-center gap-1 px-3 pb-2">
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={(event) => {
          onFiles(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <IconButton
        icon={Paperclip}
        label={text('composer.attach')}
        data-testid="attach"
        onClick={() => picker.current?.click()}
      />
      <IconButton
        icon={MessageSquareText}
        label={text('action.canned')}
        keys={cannedKeys}
        data-testid="open-canned"
        onClick={() => runAction('canned')}
      />
      <IconButton
        icon={BookOpen}
        label={text('action.articles')}
        keys={articlesKeys}
        data-testid="open-articles"
        onClick={() => runAction('articles')}
      />
      <span className="flex-1" />
      {sendKeys !== undefined && (
        <span aria-hidden dir="ltr" className="text-12 text-muted pointer-coarse:hidden">
          {sendKeys}
        </span>
      )}
      <div className="flex">
        <Button
          tone={note ? 'plain' : 'primary'}
          icon={note ? StickyNote : SendHorizontal}
          disabled={!ready}
          data-testid="send"
          className={note ? '' : 'rounded-e-none'}
          onClick={() => onSend(null)}
        >
          {text(note ? 'composer.add_note' : 'composer.send')}
        </Button>
        {!note && <SendMenu ready={ready} onSend={onSend} />}
      </div>
    </div>
  );
};
