import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import type { TwoFactorEnrolment } from '@perennial/contract/admin';
import { useMutation, useQuery } from '@tanstack/react-query';
import { toDataURL } from 'qrcode';
import { useTranslate } from 'react-admin';
import { request } from '../api/request';

interface Props {
  readonly enrolment: TwoFactorEnrolment;
  readonly onDone: () => Promise<void>;
}

/** The QR code for the authenticator app, the backup codes to put away, and the code that proves the app works. */
export const EnrolAuthenticator = ({ enrolment, onDone }: Props) => {
  const translate = useTranslate();
  const { data: picture } = useQuery({ queryKey: ['qr', enrolment.totpURI], queryFn: () => toDataURL(enrolment.totpURI, { margin: 1, width: 200 }), gcTime: 0 });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (code: string) => request('/auth/two-factor/verify-totp', { method: 'POST', body: { code } }),
    onSuccess: onDone,
  });
  const secret = new URL(enrolment.totpURI).searchParams.get('secret');

  return (
    <form
      style={{ display: 'grid', gap: 16, justifyItems: 'start' }}
      onSubmit={(event) => {
        event.preventDefault();
        const code = new FormData(event.currentTarget).get('code');
        if (typeof code === 'string') mutate(code.trim());
      }}
    >
      <Typography>{translate('account.two_factor.scan')}</Typography>
      {picture && <img src={picture} alt={translate('account.two_factor.qr')} width={200} height={200} />}
      <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
        {translate('account.two_factor.by_hand')} <code>{secret}</code>
      </Typography>
      <Typography>{translate('account.two_factor.backup_codes')}</Typography>
      <Box component="ul" sx={{ columns: 2, fontFamily: 'monospace', m: 0 }}>
        {enrolment.backupCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </Box>
      {error && <Alert severity="error">{error.message}</Alert>}
      <TextField name="code" label={translate('session.second_factor.code.totp')} autoComplete="one-time-code" required slotProps={{ htmlInput: { inputMode: 'numeric' } }} />
      <Button type="submit" variant="contained" disabled={isPending}>
        {translate('account.two_factor.verify')}
      </Button>
    </form>
  );
};
