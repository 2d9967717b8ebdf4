import { Link, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import type { Purchase } from '@perennial/contract/admin';
import { useCreatePath, useRecordContext, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useFormats } from '../formats/useFormats';

/** The lines of one order as they stand in the ledger. */
export const PurchaseLines = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const createPath = useCreatePath();
  const purchase = useRecordContext<Purchase>();
  if (!purchase) return null;
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ px: 2, pt: 1 }}>
        {formats.instant(purchase.orderedAt)} ·{' '}
        <Link component={RouterLink} to={createPath({ resource: 'customers', id: purchase.customerId, type: 'show' })}>
          {translate('resources.purchases.to_customer', { customer: purchase.customerName })}
        </Link>
      </Typography>
      <Table size="small" aria-label={translate('resources.purchases.fields.lines')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('resources.purchases.fields.product')}</TableCell>
            <TableCell align="right">{translate('resources.purchases.fields.quantity')}</TableCell>
            <TableCell align="right">{translate('resources.purchases.fields.unitPrice')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {purchase.lines.map((line) => (
            <TableRow key={`${line.productId} ${line.lineNo}`}>
              <TableCell>{line.productName}</TableCell>
              <TableCell align="right">{formats.number(line.quantity)}</TableCell>
              <TableCell align="right">{line.unitPriceMinor !== null && formats.money(line.unitPriceMinor, purchase.currency)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
};
