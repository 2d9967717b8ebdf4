import UploadFileIcon from '@mui/icons-material/UploadFile';
import { lazy } from 'react';

export const imports = {
  name: 'imports',
  icon: UploadFileIcon,
  list: lazy(() => import('./ImportList')),
  create: lazy(() => import('./ImportUpload')),
  show: lazy(() => import('./ImportShow')),
  recordRepresentation: 'fileName',
};
