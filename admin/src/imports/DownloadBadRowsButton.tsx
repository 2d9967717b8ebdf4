import DownloadIcon from '@mui/icons-material/Download';
import { Button } from '@mui/material';
import type { Import } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useWorkplace } from '../layout/CurrentWorkspace';

/** Only the rows that were not booked, each with its reason: put them right in a spreadsheet and upload that file. */
export const DownloadBadRowsButton = ({ record }: { readonly record: Import }) => {
  const translate = useTranslate();
  const { id } = useWorkplace();
  return (
    <Button size="small" variant="outlined" startIcon={<DownloadIcon />} href={`/api/v1/workspaces/${id}/imports/${record.id}/errors.csv`} download>
      {translate('resources.imports.action.download_bad_rows')}
    </Button>
  );
};
