import { Alert, Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { HttpError, useLogin, useTranslate } from 'react-admin';
import { useForm } from 'react-hook-form';
import type { Credentials } from './authProvider';
import { OutsidePage } from '../front-door/OutsidePage';

export const SignInPage = () => {
  const translate = useTranslate();
  const login = useLogin();
  const [refusal, setRefusal] = useState<string>();
  const { register, handleSubmit, formState } = useForm<Credentials>();

  const signIn = handleSubmit(async (credentials) => {
    setRefusal(undefined);
    await login(credentials).catch((error: unknown) => setRefusal(reasonOf(error)));
  });

  return (
    <OutsidePage title={translate('session.title')} text={translate('session.subtitle')}>
      <Stack component="form" onSubmit={(event) => void signIn(event)} spacing={1.5} noValidate>
        {refusal && <Alert severity="error">{translate(refusal)}</Alert>}
        <TextField label={translate('session.email')} type="email" autoComplete="username" autoFocus required {...register('email')} />
        <TextField label={translate('session.password')} type="password" autoComplete="current-password" required {...register('password')} />
        <Button type="submit" variant="contained" size="large" disabled={formState.isSubmitting}>
          {translate(formState.isSubmitting ? 'session.signing_in' : 'session.sign_in')}
        </Button>
      </Stack>
    </OutsidePage>
  );
};

function reasonOf(error: unknown): string {
  const status = error instanceof HttpError ? error.status : 0;
  if (status === 429) return 'session.too_often';
  return status >= 400 && status < 500 ? 'session.refused' : 'session.unreachable';
}
