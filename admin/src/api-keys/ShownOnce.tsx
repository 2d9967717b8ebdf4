import ContentCopyIcon from '@mui/icons-material/ContentCopy';
import { Alert, IconButton, InputAdornment, Stack, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'react-admin';

/** A secret nobody can look up again. */
export const ShownOnce = ({ secret }: { readonly secret: string }) => {
  const translate = useTranslate();
  const notify = useNotify();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    notify('resources.api-keys.copied', { type: 'success' });
  };
  const button = (
    <InputAdornment position="end">
      <IconButton aria-label={translate('resources.api-keys.copy')} onClick={() => void copy()}>
        <ContentCopyIcon />
      </IconButton>
    </InputAdornment>
  );
  return (
    <Stack spacing={1.5} sx={{ pt: 1 }}>
      <Alert severity="warning">{translate('resources.api-keys.shown_once')}</Alert>
      <TextField label={translate('resources.api-keys.key')} value={secret} multiline slotProps={{ input: { readOnly: true, endAdornment: button, sx: { fontFamily: 'monospace' } } }} />
    </Stack>
  );
};
