import AddIcon from '@mui/icons-material/Add';
import { Alert, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, FormGroup, Stack, TextField } from '@mui/material';
import { API_KEY_SCOPES, type ApiKeyScope, type CreateApiKey, type CreatedApiKey } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useRefresh, useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';
import { ShownOnce } from './ShownOnce';

/** Makes a key and shows it, once. */
export const CreateApiKeyButton = () => {
  const translate = useTranslate();
  const refresh = useRefresh();
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly ApiKeyScope[]>([]);
  const { mutate, data: created, isPending, error, reset } = useMutation({
    mutationFn: (key: CreateApiKey) => api.post<CreatedApiKey>('/api-keys', key),
    onSuccess: refresh,
  });

  const close = () => {
    setOpen(false);
    setName('');
    setScopes([]);
    reset();
  };
  const toggle = (scope: ApiKeyScope) => setScopes((chosen) => (chosen.includes(scope) ? chosen.filter((one) => one !== scope) : [...chosen, scope]));

  return (
    <>
      <Button variant="contained" startIcon={<AddIcon />} onClick={() => setOpen(true)}>
        {translate('resources.api-keys.create.button')}
      </Button>
      <Dialog open={open} onClose={created ? undefined : close} fullWidth maxWidth="sm">
        <DialogTitle>{translate('resources.api-keys.create.title')}</DialogTitle>
        <DialogContent>
          {created ? (
            <ShownOnce secret={created.key} />
          ) : (
            <Stack spacing={1.5} sx={{ pt: 1 }}>
              {error && <Alert severity="error">{error.message}</Alert>}
              <TextField label={translate('resources.api-keys.fields.name')} helperText={translate('resources.api-keys.create.name_help')} value={name} onChange={(event) => setName(event.target.value)} autoFocus required slotProps={{ htmlInput: { maxLength: 100 } }} />
              <FormGroup aria-label={translate('resources.api-keys.fields.scopes')} sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 1fr' } }}>
                {API_KEY_SCOPES.map((scope) => (
                  <FormControlLabel key={scope} control={<Checkbox size="small" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />} label={<code>{scope}</code>} />
                ))}
              </FormGroup>
            </Stack>
          )}
        </DialogContent>
        <DialogActions>
          {created ? (
            <Button variant="contained" onClick={close}>
              {translate('resources.api-keys.create.kept')}
            </Button>
          ) : (
            <>
              <Button onClick={close}>{translate('ra.action.cancel')}</Button>
              <Button variant="contained" disabled={isPending || name.trim() === '' || scopes.length === 0} onClick={() => mutate({ name, scopes: [...scopes] })}>
                {translate('resources.api-keys.create.submit')}
              </Button>
            </>
          )}
        </DialogActions>
      </Dialog>
    </>
  );
};
