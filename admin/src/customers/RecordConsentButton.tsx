import FactCheckOutlinedIcon from '@mui/icons-material/FactCheckOutlined';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, MenuItem, Stack, TextField } from '@mui/material';
import { ConsentChannel, ConsentDecision, type ConsentRecord, NewConsentRecord } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Identifier, useNotify, useRefresh, useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';

/** Staff write down what a customer said or signed: a form at the counter, a withdrawal by phone. */
export const RecordConsentButton = ({ customerId }: { readonly customerId: Identifier }) => {
  const translate = useTranslate();
  const api = useApi();
  const notify = useNotify();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const [entry, setEntry] = useState({ purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: '' });
  const valid = NewConsentRecord.safeParse(entry);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (record: NewConsentRecord) => api.post<ConsentRecord>(`/customers/${customerId}/consent-records`, record),
    onSuccess: () => {
      setOpen(false);
      notify('resources.consent.recorded', { type: 'success' });
      refresh();
    },
  });
  const set = (field: keyof typeof entry) => (event: { target: { value: string } }) => setEntry({ ...entry, [field]: event.target.value });

  return (
    <>
      <Button size="small" variant="outlined" startIcon={<FactCheckOutlinedIcon />} onClick={() => setOpen(true)}>
        {translate('resources.consent.record')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} fullWidth maxWidth="xs">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (valid.success) mutate(valid.data);
          }}
        >
          <DialogTitle>{translate('resources.consent.record')}</DialogTitle>
          <DialogContent>
            <DialogContentText sx={{ mb: 2 }}>{translate('resources.consent.record_text')}</DialogContentText>
            {error && <Alert severity="error">{error.message}</Alert>}
            <Stack spacing={1}>
              <TextField select label={translate('resources.consent.fields.decision')} value={entry.decision} onChange={set('decision')}>
                {ConsentDecision.options.map((decision) => (
                  <MenuItem key={decision} value={decision}>
                    {translate(`resources.consent.decisions.${decision}`)}
                  </MenuItem>
                ))}
              </TextField>
              <TextField select label={translate('resources.consent.fields.channel')} value={entry.channel} onChange={set('channel')}>
                {ConsentChannel.options.map((channel) => (
                  <MenuItem key={channel} value={channel}>
                    {translate(`resources.rules.channels.${channel}`)}
                  </MenuItem>
                ))}
              </TextField>
              <TextField required label={translate('resources.consent.fields.wordingVersion')} helperText={translate('resources.consent.wording_help')} value={entry.wordingVersion} onChange={set('wordingVersion')} />
            </Stack>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={!valid.success || isPending}>
              {translate('ra.action.save')}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
};
