import DownloadIcon from '@mui/icons-material/Download';
import { Button, Card, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import type { Invoice } from '@perennial/contract/admin';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';
import { useFormats } from '../formats/useFormats';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { BILLING } from './useBillingStatus';

const NEWEST = new URLSearchParams({ sort: '-issuedAt', perPage: '24' });

/** The newest invoices, each to download. */
export const InvoiceTable = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const api = useApi();
  const { id } = useWorkplace();
  const { data } = useQuery({
    queryKey: [BILLING, id, 'invoices'],
    queryFn: ({ signal }) => api.get<{ data: Invoice[] }>(`/billing/invoices?${NEWEST.toString()}`, signal),
  });
  if (!data) return null;
  const heads = ['number', 'issuedAt', 'period', 'total'].map((field) => translate(`resources.billing.fields.${field}`));
  return (
    <Card sx={{ mt: 2, p: 3, overflowX: 'auto' }}>
      <Typography variant="h6" component="h2" sx={{ mb: 1 }}>
        {translate('resources.billing.invoices')}
      </Typography>
      {data.data.length === 0 ? (
        <Typography color="textSecondary">{translate('resources.billing.no_invoices')}</Typography>
      ) : (
        <Table size="small">
          <TableHead>
            <TableRow>
              {heads.map((head) => (
                <TableCell key={head}>{head}</TableCell>
              ))}
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {data.data.map((invoice) => (
              <TableRow key={invoice.id}>
                <TableCell>{invoice.number}</TableCell>
                <TableCell>{formats.instant(invoice.issuedAt)}</TableCell>
                <TableCell>{formats.days(invoice.from, invoice.paidThrough)}</TableCell>
                <TableCell>{formats.money(invoice.total, invoice.currency)}</TableCell>
                <TableCell align="right">
                  <Button size="small" startIcon={<DownloadIcon />} href={`/api/v1/workspaces/${id}/billing/invoices/${invoice.id}/pdf`} download>
                    {translate('resources.billing.action.pdf')}
                  </Button>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
};
