import EventAvailableIcon from '@mui/icons-material/EventAvailable';
import { lazy } from 'react';

export const dueBoard = {
  name: 'due',
  icon: EventAvailableIcon,
  list: lazy(() => import('./DueBoard')),
};
