import { Alert, Button, MenuItem, TextField } from '@mui/material';
import { Locale, type Me } from '@perennial/contract/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocales, useNotify, useTranslate } from 'react-admin';
import { request } from '../api/request';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { ME } from '../session/me';
import { AccountCard } from './AccountCard';

/** What colleagues see, and the language of the screens and of the mails about the account. */
export const Profile = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const queries = useQueryClient();
  const locales = useLocales();
  const { user } = useWorkplace().me;
  const { mutate, isPending, error } = useMutation({
    mutationFn: (profile: Pick<Me['user'], 'name' | 'locale'>) => request('/auth/update-user', { method: 'POST', body: profile }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ME });
      notify('account.profile.done', { type: 'success' });
    },
  });
  return (
    <AccountCard title={translate('account.profile.title')} text={translate('account.profile.text')}>
      <form
        key={`${user.name} ${user.locale}`}
        style={{ display: 'grid', gap: 12, width: '100%', maxWidth: 380, justifyItems: 'start' }}
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const name = given.get('name');
          if (typeof name === 'string') mutate({ name: name.trim(), locale: Locale.parse(given.get('locale')) });
        }}
      >
        {error && <Alert severity="error">{error.message}</Alert>}
        <TextField name="name" label={translate('account.profile.name')} defaultValue={user.name} autoComplete="name" required fullWidth slotProps={{ htmlInput: { maxLength: 200 } }} />
        <TextField select name="locale" label={translate('account.profile.locale')} defaultValue={user.locale} helperText={translate('account.profile.locale_help')} fullWidth>
          {locales.map(({ locale, name }) => (
            <MenuItem key={locale} value={locale}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <Button type="submit" variant="outlined" disabled={isPending}>
          {translate('ra.action.save')}
        </Button>
      </form>
    </AccountCard>
  );
};
