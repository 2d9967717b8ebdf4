import { Alert, Button, Card, MenuItem, Stack, TextField, Typography } from '@mui/material';
import type { ReplyMailbox, SetReplyMailbox } from '@perennial/contract/admin';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import { Controller, useForm } from 'react-hook-form';
import { request } from '../api/request';
import { useApi } from '../api/useApi';
import { useWorkplace } from '../layout/CurrentWorkspace';

const EMPTY: SetReplyMailbox = { host: '', port: 993, security: 'tls', username: '', password: '' };
const SECURITIES = ['tls', 'starttls', 'none'] as const;

/** The mailbox in which customers' answers are read. The password is asked for each time: it is never shown again. */
export const ReplyMailboxCard = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const queries = useQueryClient();
  const api = useApi();
  const { id } = useWorkplace();
  const queryKey = ['reply-mailbox', id];
  const t = (key: string, values?: Record<string, unknown>) => translate(`resources.workspace-settings.mailbox.${key}`, values);
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => api.get<ReplyMailbox>('/reply-mailbox', signal) });
  const mailbox = data?.mailbox;
  const { register, control, handleSubmit } = useForm<SetReplyMailbox>({ values: mailbox ? { host: mailbox.host, port: mailbox.port, security: mailbox.security, username: mailbox.username, password: '' } : EMPTY });
  const saved = (after: ReplyMailbox) => {
    queries.setQueryData(queryKey, after);
    notify('resources.workspace-settings.saved', { type: 'success' });
  };
  const set = useMutation({ mutationFn: (login: SetReplyMailbox) => api.put<ReplyMailbox>('/reply-mailbox', login), onSuccess: saved });
  const remove = useMutation({ mutationFn: () => request(`/workspaces/${id}/reply-mailbox`, { method: 'DELETE' }), onSuccess: () => saved({ mailbox: null }) });
  const error = set.error ?? remove.error;
  const busy = set.isPending || remove.isPending;

  return (
    <Card sx={{ p: 3, mt: 2, maxWidth: 640 }}>
      <Stack component="form" spacing={2} onSubmit={(event) => void handleSubmit((login) => set.mutate(login))(event)}>
        <div>
          <Typography variant="h6" component="h2">
            {t('title')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t('text')}
          </Typography>
        </div>
        {error && <Alert severity="error">{error.message}</Alert>}
        {mailbox && (
          <Alert severity={mailbox.error ? 'warning' : 'success'}>{mailbox.error ? t('failing', { what: mailbox.error }) : t('reading', { username: mailbox.username })}</Alert>
        )}
        <TextField label={t('host')} required {...register('host')} />
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
          <Controller
            name="security"
            control={control}
            render={({ field: { value, onChange } }) => (
              <TextField select fullWidth label={t('security')} value={value} onChange={onChange}>
                {SECURITIES.map((one) => (
                  <MenuItem key={one} value={one}>
                    {t(`securities.${one}`)}
                  </MenuItem>
                ))}
              </TextField>
            )}
          />
          <TextField type="number" fullWidth label={t('port')} required slotProps={{ htmlInput: { min: 1, max: 65_535 } }} {...register('port', { valueAsNumber: true })} />
        </Stack>
        <TextField label={t('username')} required autoComplete="off" {...register('username')} />
        <TextField type="password" label={t('password')} required autoComplete="new-password" helperText={t('password_help')} {...register('password')} />
        <Stack direction="row" spacing={1}>
          <Button type="submit" variant="contained" disabled={busy}>
            {t('set')}
          </Button>
          {mailbox && (
            <Button variant="outlined" disabled={busy} onClick={() => remove.mutate()}>
              {t('remove')}
            </Button>
          )}
        </Stack>
      </Stack>
    </Card>
  );
};
