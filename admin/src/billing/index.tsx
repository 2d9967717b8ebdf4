import CreditCardIcon from '@mui/icons-material/CreditCard';
import { lazy } from 'react';
import { Route } from 'react-router-dom';

const RenewPage = lazy(() => import('./RenewPage'));
const PaymentPage = lazy(() => import('./PaymentPage'));

/** The workspace's own plan: what it runs until, and its renewal in three screens: this page, the quote, the payment. */
export const billing = {
  name: 'billing',
  icon: CreditCardIcon,
  list: lazy(() => import('./BillingPage')),
  children: [
    <Route key="renew" path="renew" element={<RenewPage />} />,
    <Route key="payments" path="payments/:paymentId" element={<PaymentPage />} />,
  ],
};
