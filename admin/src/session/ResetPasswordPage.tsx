import { Alert, Button } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { request } from '../api/request';
import { OutsideForm } from '../front-door/OutsideForm';
import { OutsidePage } from '../front-door/OutsidePage';
import { NewPasswordField } from './NewPasswordField';
import { useTokenInAddress } from './useTokenInAddress';

/** The page the mail leads to: choose a new password, once. */
export const ResetPasswordPage = () => {
  const translate = useTranslate();
  const token = useTokenInAddress();
  const [done, setDone] = useState(false);

  const reset = async ({ newPassword }: Readonly<Record<string, string>>) => {
    await request('/auth/reset-password', { method: 'POST', body: { token, newPassword } });
    setDone(true);
  };

  return (
    <OutsidePage title={translate('session.reset.title')} text={translate('session.reset.text')}>
      {done ? (
        <Alert severity="success" action={<Button component={Link} to="/login">{translate('session.sign_in')}</Button>}>
          {translate('session.reset.done')}
        </Alert>
      ) : (
        <OutsideForm submit={translate('session.reset.submit')} onSubmit={reset}>
          <NewPasswordField name="newPassword" autoFocus />
        </OutsideForm>
      )}
    </OutsidePage>
  );
};
