import MailOutlinedIcon from '@mui/icons-material/MailOutlined';
import { lazy } from 'react';

export const messages = {
  name: 'messages',
  icon: MailOutlinedIcon,
  list: lazy(() => import('./MessageList')),
  show: lazy(() => import('./MessageShow')),
  recordRepresentation: 'to',
};
