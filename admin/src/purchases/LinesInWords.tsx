import { Typography } from '@mui/material';
import type { PurchaseLine } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';

const SHOWN = 3;

/** "2 × Green tea, Hand cream, and 4 more": what was in an order, returns marked as such. */
export const LinesInWords = ({ lines }: { readonly lines: readonly PurchaseLine[] }) => {
  const translate = useTranslate();
  const words = lines.slice(0, SHOWN).map(({ quantity, productName }) => {
    if (quantity < 0) return translate('resources.purchases.returned_line', { quantity: -quantity, product: productName });
    return quantity === 1 ? productName : `${quantity} × ${productName}`;
  });
  const more = lines.length - SHOWN;
  return (
    <Typography variant="body2" component="span">
      {words.join(translate('resources.purchases.separator'))}
      {more > 0 && translate('resources.purchases.and_more', more)}
    </Typography>
  );
};
