import TuneIcon from '@mui/icons-material/Tune';
import { lazy } from 'react';

export const rules = {
  name: 'rules',
  icon: TuneIcon,
  list: lazy(() => import('./RuleList')),
  create: lazy(() => import('./RuleCreate')),
  edit: lazy(() => import('./RuleEdit')),
  recordRepresentation: 'name',
};
