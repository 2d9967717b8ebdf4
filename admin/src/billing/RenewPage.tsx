import { Alert, Box, Card, FormControl, InputLabel, MenuItem, Select } from '@mui/material';
import type { Quote } from '@perennial/contract/admin';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { PageHeading } from '../page/PageHeading';
import { PayButton } from './PayButton';
import { QuoteSummary } from './QuoteSummary';
import { BILLING, useBillingStatus } from './useBillingStatus';

const CHOICES = [
  { interval: 'month', terms: 1 }, { interval: 'month', terms: 3 }, { interval: 'month', terms: 6 }, { interval: 'year', terms: 1 }, { interval: 'year', terms: 2 },
] as const;

/** Choose how long, see which days that buys and what it costs, confirm. What is confirmed here is what is charged. */
const RenewPage = () => {
  const translate = useTranslate();
  const api = useApi();
  const { id } = useWorkplace();
  const { data: status } = useBillingStatus();
  const usual = CHOICES.findIndex(({ interval, terms }) => interval === (status?.interval ?? 'month') && terms === 1);
  const [chosen, choose] = useState<number>();
  const choice = CHOICES[chosen ?? usual];
  const { data: quote, error, isFetching } = useQuery({
    queryKey: [BILLING, id, 'quote', choice],
    queryFn: () => api.post<Quote>('/billing/quotes', choice),
    enabled: status !== undefined,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeading title={translate('resources.billing.renew.title')} lead={translate('resources.billing.renew.lead')} />
      <Card sx={{ p: 3, display: 'grid', gap: 2.5 }}>
        <FormControl sx={{ maxWidth: 320 }}>
          <InputLabel id="how-long">{translate('resources.billing.renew.how_long')}</InputLabel>
          <Select labelId="how-long" label={translate('resources.billing.renew.how_long')} value={chosen ?? usual} onChange={(event) => choose(Number(event.target.value))}>
            {CHOICES.map(({ interval, terms }, index) => (
              <MenuItem key={`${interval}${terms}`} value={index}>
                {translate(`resources.billing.renew.${interval}s`, terms)}
              </MenuItem>
            ))}
          </Select>
        </FormControl>
        {error && <Alert severity="error">{error.message}</Alert>}
        {quote && !isFetching && (
          <>
            <QuoteSummary quote={quote} />
            <PayButton quote={quote} />
          </>
        )}
      </Card>
    </Box>
  );
};

export default RenewPage;
