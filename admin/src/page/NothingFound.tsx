import SearchOffIcon from '@mui/icons-material/SearchOff';
import { Button } from '@mui/material';
import { useListContext, useTranslate } from 'react-admin';
import { EmptyState } from './EmptyState';

/** The filters leave nothing. */
export const NothingFound = () => {
  const translate = useTranslate();
  const { setFilters, filterValues } = useListContext();
  const filtered = Object.keys(filterValues as object).length > 0;
  return (
    <EmptyState icon={SearchOffIcon} title={translate('page.nothing_found.title')} text={translate('page.nothing_found.text')}>
      {filtered && (
        <Button variant="outlined" onClick={() => setFilters({}, [])}>
          {translate('page.nothing_found.clear')}
        </Button>
      )}
    </EmptyState>
  );
};
