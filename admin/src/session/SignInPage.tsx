import type { SignIn } from '@perennial/contract/admin';
import { Alert, Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { HttpError, useLogin, useTranslate } from 'react-admin';
import { useForm } from 'react-hook-form';
import { OutsidePage } from '../front-door/OutsidePage';

export const SignInPage = () => {
  const translate = useTranslate();
  const login = useLogin();
  const [refusal, setRefusal] = useState<string>();
  const { register, handleSubmit, formState } = useForm<SignIn>();

  const signIn = handleSubmit(async (credentials) => {
    setRefusal(undefined);
    await (login(credentials) as Promise<unknown>).catch((error: unknown) => setRefusal(error instanceof HttpError ? error.message : translate('session.unreachable')));
  });

  return (
    <OutsidePage title={translate('session.title')} text={translate('session.subtitle')}>
      <Stack component="form" onSubmit={(event) => void signIn(event)} spacing={1.5} noValidate>
        {refusal && <Alert severity="error">{refusal}</Alert>}
        <TextField label={translate('session.email')} type="email" autoComplete="username" autoFocus required {...register('email')} />
        <TextField label={translate('session.password')} type="password" autoComplete="current-password" required {...register('password')} />
        <Button type="submit" variant="contained" size="large" disabled={formState.isSubmitting}>
          {translate(formState.isSubmitting ? 'session.signing_in' : 'session.sign_in')}
        </Button>
      </Stack>
    </OutsidePage>
  );
};
