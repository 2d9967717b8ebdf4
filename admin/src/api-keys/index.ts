import KeyIcon from '@mui/icons-material/Key';
import { lazy } from 'react';

export const apiKeys = {
  name: 'api-keys',
  icon: KeyIcon,
  list: lazy(() => import('./ApiKeyList')),
  recordRepresentation: 'name',
};
