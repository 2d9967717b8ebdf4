import HistoryIcon from '@mui/icons-material/History';
import { lazy } from 'react';

export const audit = {
  name: 'audit-entries',
  icon: HistoryIcon,
  list: lazy(() => import('./AuditList')),
};
