import LockIcon from '@mui/icons-material/Lock';
import { Button } from '@mui/material';
import type { Payment, Quote } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';
import { useFormats } from '../formats/useFormats';

/** Confirms the quote as it is shown and goes to the payment page. */
export const PayButton = ({ quote }: { readonly quote: Quote }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const notify = useNotify();
  const api = useApi();
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => api.command<Payment>('billing/quotes', quote.id, 'checkout', { hash: quote.hash }),
    onSuccess: ({ checkoutUrl }) => {
      if (checkoutUrl) window.location.assign(checkoutUrl);
    },
    onError: (error) => notify(error.message, { type: 'error' }),
  });
  return (
    <Button variant="contained" size="large" startIcon={<LockIcon />} disabled={isPending || isSuccess} onClick={() => mutate()} sx={{ justifySelf: 'start' }}>
      {translate('resources.billing.action.pay', { total: formats.money(quote.total, quote.currency) })}
    </Button>
  );
};
