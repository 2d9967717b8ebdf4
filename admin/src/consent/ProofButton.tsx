import DownloadIcon from '@mui/icons-material/Download';
import { Button } from '@mui/material';
import { type Identifier, useTranslate } from 'react-admin';
import { useWorkplace } from '../layout/CurrentWorkspace';

/** The customer's records with the texts that were shown and the hashes that seal them, for whoever asks what was agreed to. */
export const ProofButton = ({ customerId }: { readonly customerId: Identifier }) => {
  const translate = useTranslate();
  const { id } = useWorkplace();
  return (
    <Button size="small" variant="outlined" startIcon={<DownloadIcon />} href={`/api/v1/workspaces/${id}/consent-records/proof?customerId=${customerId}`} download>
      {translate('resources.consent.proof')}
    </Button>
  );
};
