import { Alert, Button, TextField } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';

interface Props {
  readonly label: string;
  readonly onPassword: (password: string) => Promise<void>;
}

/** A step that only the person at the keyboard may take. */
export const ConfirmWithPassword = ({ label, onPassword }: Props) => {
  const translate = useTranslate();
  const { mutate, isPending, error } = useMutation({ mutationFn: onPassword });
  return (
    <form
      style={{ display: 'grid', gap: 12, width: '100%', maxWidth: 380, justifyItems: 'start' }}
      onSubmit={(event) => {
        event.preventDefault();
        const password = new FormData(event.currentTarget).get('password');
        if (typeof password === 'string') mutate(password);
      }}
    >
      {error && <Alert severity="error">{error.message}</Alert>}
      <TextField name="password" label={translate('account.password.current')} type="password" autoComplete="current-password" required fullWidth />
      <Button type="submit" variant="outlined" disabled={isPending}>
        {label}
      </Button>
    </form>
  );
};
