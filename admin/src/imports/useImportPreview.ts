import type { Import, ImportMapping, ImportPreview } from '@perennial/contract/admin';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/useApi';

/** The first rows as a mapping understands them; asked anew with each change, the old rows staying until the new ones are there. */
export const useImportPreview = (record: Import, mapping: ImportMapping | undefined) => {
  const api = useApi();
  return useQuery({
    queryKey: ['imports', 'preview', record.id, mapping],
    queryFn: () => api.command<ImportPreview>('imports', record.id, 'preview', mapping ? { mapping } : {}),
    placeholderData: keepPreviousData,
    retry: false,
  });
};
