import { Alert, Button, TextField } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/request';
import { NewPasswordField } from '../session/NewPasswordField';
import { AccountCard } from './AccountCard';

/** Another password; every other session ends with the old one. */
export const ChangePassword = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (form: HTMLFormElement) => request('/auth/change-password', { method: 'POST', body: Object.fromEntries(new FormData(form)) }),
    onSuccess: (_, form) => {
      form.reset();
      notify('account.password.done', { type: 'success' });
    },
  });
  return (
    <AccountCard title={translate('account.password.title')} text={translate('account.password.text')}>
      <form
        style={{ display: 'grid', gap: 12, width: '100%', maxWidth: 380, justifyItems: 'start' }}
        onSubmit={(event) => {
          event.preventDefault();
          mutate(event.currentTarget);
        }}
      >
        {error && <Alert severity="error">{error.message}</Alert>}
        <TextField name="currentPassword" label={translate('account.password.current')} type="password" autoComplete="current-password" required fullWidth />
        <NewPasswordField name="newPassword" />
        <Button type="submit" variant="outlined" disabled={isPending}>
          {translate('account.password.submit')}
        </Button>
      </form>
    </AccountCard>
  );
};
