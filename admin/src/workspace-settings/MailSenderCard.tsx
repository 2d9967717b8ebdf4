import { Alert, Button, Card, Stack, TextField, Typography } from '@mui/material';
import type { MailSender } from '@perennial/contract/admin';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import { useForm } from 'react-hook-form';
import { useApi } from '../api/useApi';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { DnsRecord } from './DnsRecord';

/** The address customers' mails come from: the service's, or one of the shop's own once its domain is shown to be theirs. */
export const MailSenderCard = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const queries = useQueryClient();
  const api = useApi();
  const { id } = useWorkplace();
  const queryKey = ['mail-sender', id];
  const t = (key: string, values?: Record<string, unknown>) => translate(`resources.workspace-settings.sender.${key}`, values);
  const { data: sender } = useQuery({ queryKey, queryFn: ({ signal }) => api.get<MailSender>('/mail-sender', signal) });
  const { register, handleSubmit, formState } = useForm<{ address: string }>({ values: { address: sender?.own?.address ?? '' } });
  const keep = (after: MailSender) => queries.setQueryData(queryKey, after);
  const change = useMutation({
    mutationFn: ({ address }: { address: string }) => api.put<MailSender>('/mail-sender', { address: address.trim() || null }),
    onSuccess: (after) => {
      keep(after);
      notify('resources.workspace-settings.saved', { type: 'success' });
    },
  });
  const look = useMutation({ mutationFn: () => api.post<MailSender>('/mail-sender/look'), onSuccess: keep });
  const error = change.error ?? look.error;

  return (
    <Card sx={{ p: 3, mt: 2, maxWidth: 640 }}>
      <Stack component="form" spacing={2} onSubmit={(event) => void handleSubmit((wish) => change.mutate(wish))(event)}>
        <div>
          <Typography variant="h6" component="h2">
            {t('title')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t('text')}
          </Typography>
        </div>
        {error && <Alert severity="error">{error.message}</Alert>}
        {sender && <Alert severity={sender.own && !sender.own.inUse ? 'warning' : 'success'}>{t(sender.own && !sender.own.inUse ? 'awaited' : 'now', { address: sender.address })}</Alert>}
        <TextField type="email" label={t('address')} helperText={t('help')} {...register('address')} />
        {sender?.own && (
          <>
            <Typography variant="body2">{t('put')}</Typography>
            <DnsRecord {...sender.own.record} />
            {sender.own.found && (
              <Typography variant="body2" color="textSecondary">
                {t(`found.${sender.own.found}`)}
              </Typography>
            )}
          </>
        )}
        <Stack direction="row" spacing={1}>
          <Button type="submit" variant="contained" disabled={change.isPending || !formState.isDirty}>
            {translate('ra.action.save')}
          </Button>
          {sender?.own && (
            <Button variant="outlined" disabled={look.isPending || formState.isDirty} onClick={() => look.mutate()}>
              {t('look')}
            </Button>
          )}
        </Stack>
      </Stack>
    </Card>
  );
};
