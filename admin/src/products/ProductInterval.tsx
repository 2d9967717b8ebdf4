import type { Product } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';

/** How long one usually lasts, as the merchant sees it; the prediction starts there. */
export const ProductInterval = ({ product }: { readonly product: Product }) => {
  const translate = useTranslate();
  const { intervalFromDays: from, intervalToDays: to } = product;
  if (from === null || to === null) return null;
  return <>{from === to ? translate('page.days', from) : translate('page.between_days', { from, to })}</>;
};
