import SpaIcon from '@mui/icons-material/Spa';
import { Button } from '@mui/material';
import { useCreatePath, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { EmptyState } from '../page/EmptyState';

/** A quiet board is good news, or a ledger that has not been filled yet. */
export const NobodyDue = ({ board }: { readonly board: 'due' | 'overdue' | 'all' }) => {
  const translate = useTranslate();
  const createPath = useCreatePath();
  return (
    <EmptyState icon={SpaIcon} title={translate(`resources.due.empty.${board}.title`)} text={translate(`resources.due.empty.${board}.text`)}>
      {board === 'all' && (
        <Button component={Link} to={createPath({ resource: 'imports', type: 'create' })} variant="contained">
          {translate('resources.imports.action.new')}
        </Button>
      )}
    </EmptyState>
  );
};
