import { Alert, Autocomplete, Button, Card, MenuItem, Stack, TextField } from '@mui/material';
import type { WorkspaceProfile } from '@perennial/contract/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import { Controller, useForm } from 'react-hook-form';
import { changedFields } from '../api/changedFields';
import { request } from '../api/request';
import { CheckoutSnippetCard } from '../consent/CheckoutSnippetCard';
import { VerificationCard } from '../consent/VerificationCard';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { PageHeading } from '../page/PageHeading';
import { MailSenderCard } from './MailSenderCard';
import { ReplyMailboxCard } from './ReplyMailboxCard';

const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** What this workspace is called, speaks and counts in. Staff see it; admins change it. */
const WorkspaceSettings = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const queries = useQueryClient();
  const { id, role, name, senderName, replyTo, timeZone, locale, currency } = useWorkplace();
  const before: WorkspaceProfile = { name, senderName, replyTo, timeZone, locale, currency };
  const { register, control, handleSubmit, formState } = useForm<WorkspaceProfile>({ values: before });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (profile: WorkspaceProfile) =>
      request(`/workspaces/${id}/settings`, { method: 'PATCH', body: changedFields({ ...profile, replyTo: profile.replyTo?.trim() ? profile.replyTo.trim() : null }, before) }),
    onSuccess: async () => {
      notify('resources.workspace-settings.saved', { type: 'success' });
      await queries.invalidateQueries();
    },
  });
  const readOnly = role === 'staff';
  const field = (source: keyof WorkspaceProfile) => ({
    label: translate(`resources.workspace-settings.fields.${source}`),
    helperText: translate(`resources.workspace-settings.help.${source}`),
    disabled: readOnly,
  });

  return (
    <>
      <PageHeading title={translate('resources.workspace-settings.name', 2)} lead={translate('resources.workspace-settings.lead')} />
      <Card sx={{ p: 3, maxWidth: 640 }}>
        <Stack component="form" spacing={2} onSubmit={(event) => void handleSubmit((profile) => mutate(profile))(event)}>
          {error && <Alert severity="error">{error.message}</Alert>}
          <TextField {...field('name')} required {...register('name')} />
          <TextField {...field('senderName')} required {...register('senderName')} />
          <TextField {...field('replyTo')} type="email" {...register('replyTo')} />
          <Controller
            name="timeZone"
            control={control}
            render={({ field: { value, onChange } }) => (
              <Autocomplete options={TIME_ZONES} value={value} disableClearable disabled={readOnly} onChange={(_, zone) => onChange(zone)} renderInput={(params) => <TextField {...params} {...field('timeZone')} />} />
            )}
          />
          <Controller
            name="locale"
            control={control}
            render={({ field: { value, onChange } }) => (
              <TextField select {...field('locale')} value={value} onChange={onChange}>
                <MenuItem value="en">English</MenuItem>
                <MenuItem value="zh-CN">简体中文</MenuItem>
              </TextField>
            )}
          />
          <TextField {...field('currency')} required slotProps={{ htmlInput: { pattern: '[A-Z]{3}', maxLength: 3 } }} {...register('currency')} />
          {!readOnly && (
            <Button type="submit" variant="contained" disabled={isPending || !formState.isDirty} sx={{ alignSelf: 'flex-start' }}>
              {translate('ra.action.save')}
            </Button>
          )}
        </Stack>
      </Card>
      {!readOnly && <MailSenderCard />}
      {!readOnly && <ReplyMailboxCard />}
      <CheckoutSnippetCard />
      {!readOnly && <VerificationCard />}
    </>
  );
};
export default WorkspaceSettings;
