import { Alert, Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { PageHeading } from '../page/PageHeading';
import { useMay } from '../session/useMay';
import { InvoiceTable } from './InvoiceTable';
import { PlanCard } from './PlanCard';
import { StatusCard } from './StatusCard';
import { useBillingStatus } from './useBillingStatus';

/** When does the service end, what happens then, and what to do about it. */
const BillingPage = () => {
  const translate = useTranslate();
  const mayPay = useMay('admin');
  const { id } = useWorkplace();
  const { data: status, error } = useBillingStatus();
  const renewable = mayPay && status && status.price !== null && status.price > 0;
  return (
    <>
      <PageHeading
        title={translate('resources.billing.name')}
        lead={translate('resources.billing.lead')}
        actions={
          renewable && (
            <Button variant="contained" component={Link} to={`/w/${id}/billing/renew`}>
              {translate('resources.billing.action.renew')}
            </Button>
          )
        }
      />
      {error && <Alert severity="error">{error.message}</Alert>}
      {status?.openPaymentId && mayPay && (
        <Alert
          severity="info"
          sx={{ mb: 2 }}
          action={
            <Button color="inherit" size="small" component={Link} to={`/w/${id}/billing/payments/${status.openPaymentId}`}>
              {translate('resources.billing.action.look')}
            </Button>
          }
        >
          {translate('resources.billing.payment_open')}
        </Alert>
      )}
      {status && (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { md: '2fr 1fr' }, alignItems: 'start' }}>
          <StatusCard status={status} />
          <PlanCard status={status} />
        </Box>
      )}
      {mayPay && <InvoiceTable />}
    </>
  );
};

export default BillingPage;
