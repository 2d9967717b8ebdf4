import PeopleOutlinedIcon from '@mui/icons-material/PeopleOutlined';
import type { Customer } from '@perennial/contract/admin';
import { lazy } from 'react';

export const customers = {
  name: 'customers',
  icon: PeopleOutlinedIcon,
  list: lazy(() => import('./CustomerList')),
  show: lazy(() => import('./CustomerShow')),
  create: lazy(() => import('./CustomerCreate')),
  edit: lazy(() => import('./CustomerEdit')),
  recordRepresentation: (customer: Customer) => customer.name || customer.email || customer.externalId || customer.id,
};
