import { Alert, Box, Typography } from '@mui/material';
import type { Quote } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { useInTongue } from './useInTongue';

const ROW = { display: 'flex', justifyContent: 'space-between', columnGap: 3 };

/** The quote with its working: which days, at which price, with which tax. */
export const QuoteSummary = ({ quote }: { readonly quote: Quote }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const inTongue = useInTongue();
  const money = (amount: number) => formats.money(amount, quote.currency);
  const [line] = quote.lines;
  const unit = line?.unitAmount ?? 0;
  const rows: [string, string, boolean][] = [
    [translate('resources.billing.renew.plan'), inTongue(quote.plan.name), false],
    [translate('resources.billing.renew.new_period'), formats.days(quote.from, quote.paidThrough), true],
    [translate(`resources.billing.renew.formula_${quote.interval}`, { smart_count: quote.terms, price: money(unit) }), money(unit * quote.terms), false],
    [translate('resources.billing.renew.net'), money(quote.net), false],
    [translate(`resources.billing.renew.tax_${quote.taxMode.replace('-', '_')}`, { rate: formats.number(quote.taxRateBasisPoints / 100) }), money(quote.tax), false],
  ];
  return (
    <>
      <Alert severity="success" icon={false}>
        {translate(`resources.billing.renew.basis_${quote.basis.replace('-', '_')}`)}
      </Alert>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1 }}>
        {rows.map(([term, value, strong]) => (
          <Box key={term} sx={ROW}>
            <Typography component="dt" color="textSecondary">
              {term}
            </Typography>
            <Typography component="dd" sx={{ m: 0, textAlign: 'right', ...(strong && { fontWeight: 600 }) }}>
              {value}
            </Typography>
          </Box>
        ))}
        <Box sx={{ ...ROW, pt: 1, borderTop: 1, borderColor: 'divider' }}>
          <Typography component="dt" variant="h6">
            {translate('resources.billing.renew.total')}
          </Typography>
          <Typography component="dd" variant="h6" sx={{ m: 0, textAlign: 'right' }}>
            {money(quote.total)}
          </Typography>
        </Box>
      </Box>
      <Typography variant="body2" color="textSecondary">
        {translate('resources.billing.renew.frozen', { until: formats.instant(quote.expiresAt) })}
      </Typography>
    </>
  );
};
