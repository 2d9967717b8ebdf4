import { Link as TextLink, TextField } from '@mui/material';
import { useState } from 'react';
import { useLogin, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { OutsideForm } from '../front-door/OutsideForm';
import { OutsidePage } from '../front-door/OutsidePage';
import type { SignInStep } from './authProvider';
import { SecondFactorForm } from './SecondFactorForm';
import { SecondFactorNeeded } from './SecondFactorNeeded';

/** The password first; then, for whoever set it up, the second factor. */
export const SignInPage = () => {
  const translate = useTranslate();
  const login = useLogin();
  const [codeNeeded, setCodeNeeded] = useState(false);

  const signIn = async (step: SignInStep) => {
    await (login(step) as Promise<unknown>).catch((error: unknown) => {
      if (!(error instanceof SecondFactorNeeded)) throw error;
      setCodeNeeded(true);
    });
  };

  if (codeNeeded) return <SecondFactorForm onCode={signIn} />;
  return (
    <OutsidePage title={translate('session.title')} text={translate('session.subtitle')}>
      <OutsideForm submit={translate('session.sign_in')} onSubmit={({ email = '', password = '' }) => signIn({ email: email.trim(), password })}>
        <TextField name="email" label={translate('session.email')} type="email" autoComplete="username" autoFocus required />
        <TextField name="password" label={translate('session.password')} type="password" autoComplete="current-password" required />
        <TextLink component={Link} to="/forgot-password" variant="body2">
          {translate('session.forgot.link')}
        </TextLink>
      </OutsideForm>
    </OutsidePage>
  );
};
