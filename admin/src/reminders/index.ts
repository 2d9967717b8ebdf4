import NotificationsNoneIcon from '@mui/icons-material/NotificationsNone';
import { lazy } from 'react';

export const reminders = {
  name: 'reminders',
  icon: NotificationsNoneIcon,
  list: lazy(() => import('./ReminderList')),
};
