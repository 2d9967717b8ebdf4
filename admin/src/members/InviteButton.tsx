import PersonAddIcon from '@mui/icons-material/PersonAdd';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, Stack, TextField } from '@mui/material';
import { type CreateInvitation, Role, roleReaches } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useForm } from 'react-hook-form';
import { useApi } from '../api/useApi';
import { useWorkplace } from '../layout/CurrentWorkspace';

/** Invites somebody by mail. */
export const InviteButton = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const api = useApi();
  const { role: own, locale } = useWorkplace();
  const [open, setOpen] = useState(false);
  const { register, handleSubmit, reset } = useForm<CreateInvitation>({ defaultValues: { email: '', role: 'staff', locale } });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (invitation: CreateInvitation) => api.post('/invitations', invitation),
    onSuccess: () => {
      notify('resources.members.invite.done', { type: 'success' });
      setOpen(false);
      reset();
      refresh();
    },
  });

  return (
    <>
      <Button variant="contained" startIcon={<PersonAddIcon />} onClick={() => setOpen(true)}>
        {translate('resources.members.invite.button')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} fullWidth maxWidth="xs">
        <form onSubmit={(event) => void handleSubmit((values) => mutate(values))(event)}>
          <DialogTitle>{translate('resources.members.invite.title')}</DialogTitle>
          <DialogContent>
            <Stack spacing={1.5} sx={{ pt: 1 }}>
              {error && <Alert severity="error">{error.message}</Alert>}
              <TextField label={translate('resources.members.fields.email')} type="email" autoFocus required {...register('email')} />
              <TextField select label={translate('resources.members.fields.role')} defaultValue="staff" helperText={translate('resources.members.invite.role_help')} {...register('role')}>
                {Role.options
                  .filter((role) => roleReaches(own, role))
                  .map((role) => (
                    <MenuItem key={role} value={role}>
                      {translate(`resources.members.roles.${role}`)}
                    </MenuItem>
                  ))}
              </TextField>
              <TextField select label={translate('resources.members.invite.locale')} defaultValue={locale} {...register('locale')}>
                <MenuItem value="en">English</MenuItem>
                <MenuItem value="zh-CN">简体中文</MenuItem>
              </TextField>
            </Stack>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={isPending}>
              {translate('resources.members.invite.send')}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
};
