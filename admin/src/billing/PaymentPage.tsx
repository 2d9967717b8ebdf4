import { Alert, Box, Button, Card, LinearProgress, Stack, Typography } from '@mui/material';
import type { Payment } from '@perennial/contract/admin';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { useApi } from '../api/useApi';
import { useFormats } from '../formats/useFormats';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { PageHeading } from '../page/PageHeading';
import { BILLING, useBillingStatus } from './useBillingStatus';

const LOOK_AGAIN_MS = 2_000;
const LIVE: readonly Payment['status'][] = ['creating', 'open', 'needs-action', 'processing'];

/** Where the payer comes back to: shows how the payment stands, and asks until it is decided. */
const PaymentPage = () => {
  const translate = useTranslate();
  const api = useApi();
  const client = useQueryClient();
  const { id } = useWorkplace();
  const { paymentId = '' } = useParams();
  const { data: payment, error } = useQuery({
    queryKey: [BILLING, id, 'payment', paymentId],
    queryFn: () => api.command<Payment>('billing/payments', paymentId, 'refresh'),
    refetchInterval: ({ state }) => (state.data && LIVE.includes(state.data.status) ? LOOK_AGAIN_MS : false),
  });
  const settled = payment && !LIVE.includes(payment.status);
  useEffect(() => {
    if (settled) void client.invalidateQueries({ queryKey: [BILLING, id, 'status'] });
  }, [settled, client, id]);
  const back = (
    <Button component={Link} to={`/w/${id}/billing`}>
      {translate('resources.billing.action.back')}
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeading title={translate('resources.billing.payment.title')} actions={back} />
      {error && <Alert severity="error">{error.message}</Alert>}
      {payment && (
        <Card sx={{ p: 3 }} aria-live="polite">
          <Outcome payment={payment} />
        </Card>
      )}
    </Box>
  );
};

const Outcome = ({ payment }: { readonly payment: Payment }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const { id } = useWorkplace();
  if (payment.status === 'succeeded') return <InEffect payment={payment} />;
  if (LIVE.includes(payment.status)) return <StillOpen payment={payment} />;
  return (
    <Stack spacing={2} sx={{ alignItems: 'flex-start' }}>
      <Typography variant="h5" component="h2">
        {translate(`resources.billing.payment.${payment.status}`)}
      </Typography>
      <Typography color="textSecondary">{translate('resources.billing.payment.nothing_changed', { total: formats.money(payment.amount, payment.currency) })}</Typography>
      <Button variant="contained" component={Link} to={`/w/${id}/billing/renew`}>
        {translate('resources.billing.action.try_again')}
      </Button>
    </Stack>
  );
};

const InEffect = ({ payment }: { readonly payment: Payment }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const { id } = useWorkplace();
  const { data: status } = useBillingStatus();
  return (
    <Stack spacing={2} sx={{ alignItems: 'flex-start' }}>
      <Typography variant="h5" component="h2" color="success">
        {translate('resources.billing.payment.succeeded')}
      </Typography>
      {status?.paidThrough && <Typography>{translate('resources.billing.payment.in_effect', { day: formats.day(status.paidThrough), total: formats.money(payment.amount, payment.currency) })}</Typography>}
      {payment.invoiceId && (
        <Button variant="outlined" href={`/api/v1/workspaces/${id}/billing/invoices/${payment.invoiceId}/pdf`} download>
          {translate('resources.billing.action.pdf')}
        </Button>
      )}
    </Stack>
  );
};

const StillOpen = ({ payment }: { readonly payment: Payment }) => {
  const translate = useTranslate();
  const api = useApi();
  const client = useQueryClient();
  const { mutate: cancel, isPending } = useMutation({
    mutationFn: () => api.command<Payment>('billing/payments', payment.id, 'cancel'),
    onSuccess: () => client.invalidateQueries({ queryKey: [BILLING] }),
  });
  return (
    <Stack spacing={2} sx={{ alignItems: 'flex-start' }}>
      <Typography variant="h5" component="h2">
        {translate(`resources.billing.payment.${payment.status}`)}
      </Typography>
      <LinearProgress aria-label={translate(`resources.billing.payment.${payment.status}`)} sx={{ alignSelf: 'stretch' }} />
      {payment.lastFailure && <Alert severity="warning">{translate('resources.billing.payment.declined')}</Alert>}
      {payment.status === 'open' && (
        <Stack direction="row" spacing={1}>
          {payment.checkoutUrl && (
            <Button variant="contained" href={payment.checkoutUrl}>
              {translate('resources.billing.action.to_payment')}
            </Button>
          )}
          <Button disabled={isPending} onClick={() => cancel()}>
            {translate('resources.billing.action.cancel')}
          </Button>
        </Stack>
      )}
    </Stack>
  );
};

export default PaymentPage;
