import SpaIcon from '@mui/icons-material/Spa';
import { Button } from '@mui/material';
import { useCreatePath, useGetList, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { EmptyState } from '../page/EmptyState';

const ANY_RHYTHM = { filter: { board: 'all' }, pagination: { page: 1, perPage: 1 } };

/** A quiet board is good news, or a ledger that has not been filled yet: then it says how to fill it. */
export const NobodyDue = ({ board }: { readonly board: 'due' | 'overdue' | 'all' }) => {
  const translate = useTranslate();
  const createPath = useCreatePath();
  const { total } = useGetList('cycles', ANY_RHYTHM);
  if (total === undefined) return null;
  const why = total === 0 ? 'all' : board;
  return (
    <EmptyState icon={SpaIcon} title={translate(`resources.due.empty.${why}.title`)} text={translate(`resources.due.empty.${why}.text`)}>
      {total === 0 && (
        <Button component={Link} to={createPath({ resource: 'imports', type: 'create' })} variant="contained">
          {translate('resources.imports.action.new')}
        </Button>
      )}
    </EmptyState>
  );
};
