import GroupIcon from '@mui/icons-material/Group';
import { lazy } from 'react';

export const members = {
  name: 'members',
  icon: GroupIcon,
  list: lazy(() => import('./MemberList')),
  recordRepresentation: 'name',
};
