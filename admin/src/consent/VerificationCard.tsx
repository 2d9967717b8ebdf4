import GppGoodOutlinedIcon from '@mui/icons-material/GppGoodOutlined';
import { Alert, Button, Card, Stack, Typography } from '@mui/material';
import type { ConsentVerification } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';

/** Whether the proof of consent is as it was written, asked when somebody wants to know. */
export const VerificationCard = () => {
  const translate = useTranslate();
  const api = useApi();
  const { mutate, isPending, error, data } = useMutation({ mutationFn: () => api.get<ConsentVerification>('/consent-records/verification') });
  return (
    <Card sx={{ p: 3, mt: 2, maxWidth: 640 }}>
      <Stack spacing={2} sx={{ alignItems: 'flex-start' }}>
        <div>
          <Typography variant="h6" component="h2">
            {translate('resources.consent.verification.button')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {translate('resources.consent.verification.text')}
          </Typography>
        </div>
        {error && <Alert severity="error">{error.message}</Alert>}
        {data && (
          <Alert severity={data.intact ? 'success' : 'error'}>
            {translate(`resources.consent.verification.${data.because ?? 'intact'}`, { count: data.head.seq, seq: data.brokenAt })}
          </Alert>
        )}
        <Button variant="outlined" startIcon={<GppGoodOutlinedIcon />} disabled={isPending} onClick={() => mutate()}>
          {translate('resources.consent.verification.button')}
        </Button>
      </Stack>
    </Card>
  );
};
