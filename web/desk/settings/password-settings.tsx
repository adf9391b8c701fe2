import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { NewPasswordForm } from '../sign-in/new-password-form.tsx';
import { showToast } from '../state/toasts.ts';

/** Another password; all other sessions of this person end with the old one. */
export const PasswordSettings = () => {
  const text = useText();
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button className="w-fit" data-testid="change-password" onClick={() => setOpen(true)}>
        {text('settings.change_password')}
      </Button>
    );
  }
  return (
    <div className="max-w-sm">
      <NewPasswordForm
        current=""
        onDone={() => {
          setOpen(false);
          showToast({ text: text('settings.password_changed') });
        }}
      />
    </div>
  );
};
