import { Alert, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { request } from '../api/request';
import { OutsideForm } from '../front-door/OutsideForm';
import { OutsidePage } from '../front-door/OutsidePage';

/** Asks for a link to choose a new password. It says the same whether the address is known or not. */
export const ForgotPasswordPage = () => {
  const translate = useTranslate();
  const [sent, setSent] = useState(false);

  const ask = async ({ email = '' }: Readonly<Record<string, string>>) => {
    await request('/auth/request-password-reset', { method: 'POST', body: { email: email.trim() } });
    setSent(true);
  };

  return (
    <OutsidePage title={translate('session.forgot.title')} text={translate('session.forgot.text')}>
      {sent ? (
        <Alert severity="success">{translate('session.forgot.sent')}</Alert>
      ) : (
        <OutsideForm submit={translate('session.forgot.send')} onSubmit={ask}>
          <TextField name="email" label={translate('session.email')} type="email" autoComplete="username" autoFocus required />
        </OutsideForm>
      )}
    </OutsidePage>
  );
};
