import StorefrontIcon from '@mui/icons-material/Storefront';
import { lazy } from 'react';

/** For those who run the service and sell the plans. */
export const operations = {
  name: 'operations/workspaces',
  icon: StorefrontIcon,
  list: lazy(() => import('./SubscriberList')),
};
