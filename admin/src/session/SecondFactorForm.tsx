import { Button, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { OutsideForm } from '../front-door/OutsideForm';
import { OutsidePage } from '../front-door/OutsidePage';
import type { SignInStep } from './authProvider';

/** Asks for the code of the authenticator app, or for one of the backup codes when the phone is not at hand. */
export const SecondFactorForm = ({ onCode }: { readonly onCode: (step: SignInStep) => Promise<void> }) => {
  const translate = useTranslate();
  const [kind, setKind] = useState<'totp' | 'backup-code'>('totp');
  const other = kind === 'totp' ? 'backup-code' : 'totp';
  return (
    <OutsidePage title={translate('session.second_factor.title')} text={translate(`session.second_factor.text.${kind}`)}>
      <OutsideForm key={kind} submit={translate('session.sign_in')} onSubmit={({ code = '' }) => onCode({ code: code.trim(), kind })}>
        <TextField
          name="code"
          label={translate(`session.second_factor.code.${kind}`)}
          autoComplete="one-time-code"
          autoFocus
          required
          slotProps={{ htmlInput: { inputMode: kind === 'totp' ? 'numeric' : 'text' } }}
        />
        <Button variant="text" onClick={() => setKind(other)}>
          {translate(`session.second_factor.instead.${other}`)}
        </Button>
      </OutsideForm>
    </OutsidePage>
  );
};
