import ReceiptLongIcon from '@mui/icons-material/ReceiptLong';
import type { Purchase } from '@perennial/contract/admin';
import { lazy } from 'react';

export const purchases = {
  name: 'purchases',
  icon: ReceiptLongIcon,
  list: lazy(() => import('./PurchaseList')),
  recordRepresentation: (purchase: Purchase) => purchase.externalId,
};
