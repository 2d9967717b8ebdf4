import { Chip, Stack } from '@mui/material';
import type { Product } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';

/** What sets a product apart when reminders are planned. */
export const ProductMarks = ({ product }: { readonly product: Product }) => {
  const translate = useTranslate();
  const marks = [
    product.discontinued && 'discontinued',
    !product.remindable && 'not_remindable',
    product.sensitive && 'sensitive',
    product.stock !== null && product.stock <= 0 && 'out_of_stock',
  ].filter((mark) => mark !== false);
  return (
    <Stack direction="row" spacing={0.5}>
      {marks.map((mark) => (
        <Chip key={mark} size="small" variant="outlined" label={translate(`resources.products.marks.${mark}`)} />
      ))}
    </Stack>
  );
};
