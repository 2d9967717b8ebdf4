import AddIcon from '@mui/icons-material/Add';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, Stack, TextField } from '@mui/material';
import { type ConsentWording, NewConsentWording } from '@perennial/contract/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';

const NOTHING = { version: '', en: '', zh: '' };

/** Keeps a text under a name of its own, for good. */
export const AddWordingButton = ({ onAdded }: { readonly onAdded: (version: string) => void }) => {
  const translate = useTranslate();
  const notify = useNotify();
  const api = useApi();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [entry, setEntry] = useState(NOTHING);
  const wording = NewConsentWording.safeParse({ version: entry.version, texts: { ...(entry.en.trim() && { en: entry.en }), ...(entry.zh.trim() && { 'zh-CN': entry.zh }) } });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (added: NewConsentWording) => api.post<ConsentWording>('/consent-wordings', added),
    onSuccess: async ({ version }) => {
      setOpen(false);
      setEntry(NOTHING);
      notify('resources.consent.wording.added', { type: 'success' });
      await queries.invalidateQueries({ queryKey: ['consent-wordings'] });
      onAdded(version);
    },
  });
  const field = (name: keyof typeof NOTHING) => ({
    label: translate(`resources.consent.wording.${name}`),
    value: entry[name],
    onChange: (event: { target: { value: string } }) => setEntry({ ...entry, [name]: event.target.value }),
  });

  return (
    <>
      <Button variant="outlined" startIcon={<AddIcon />} onClick={() => setOpen(true)}>
        {translate('resources.consent.wording.add')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} fullWidth maxWidth="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (wording.success) mutate(wording.data);
          }}
        >
          <DialogTitle>{translate('resources.consent.wording.add')}</DialogTitle>
          <DialogContent>
            <DialogContentText sx={{ mb: 2 }}>{translate('resources.consent.wording.text')}</DialogContentText>
            <Stack spacing={1.5}>
              {error && <Alert severity="error">{error.message}</Alert>}
              <TextField required {...field('version')} helperText={translate('resources.consent.wording.version_help')} />
              <TextField multiline minRows={2} {...field('en')} />
              <TextField multiline minRows={2} {...field('zh')} />
            </Stack>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={!wording.success || isPending}>
              {translate('ra.action.save')}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
};
