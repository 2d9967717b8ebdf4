import { Button } from '@mui/material';
import { useListContext, useTranslate } from 'react-admin';

/** Undoes whatever the list was narrowed to, one person's deeds included, for which there is no field. */
export const EverythingAgain = () => {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  if (Object.keys(filterValues as object).length === 0) return null;
  return (
    <Button size="small" onClick={() => setFilters({}, [])}>
      {translate('page.nothing_found.clear')}
    </Button>
  );
};
