import LocalFloristOutlinedIcon from '@mui/icons-material/LocalFloristOutlined';
import { lazy } from 'react';

export const products = {
  name: 'products',
  icon: LocalFloristOutlinedIcon,
  list: lazy(() => import('./ProductList')),
  create: lazy(() => import('./ProductCreate')),
  edit: lazy(() => import('./ProductEdit')),
  recordRepresentation: 'name',
};
