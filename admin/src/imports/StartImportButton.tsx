import { Button } from '@mui/material';
import type { Import, ImportMapping } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';

interface Props {
  readonly record: Import;
  readonly mapping?: ImportMapping;
  readonly disabled?: boolean;
  /** Reads and checks every row and says what would happen, but books nothing. */
  readonly dryRun?: boolean;
}

export const StartImportButton = ({ record, mapping, disabled = false, dryRun = false }: Props) => {
  const translate = useTranslate();
  const api = useApi();
  const notify = useNotify();
  const refresh = useRefresh();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.command('imports', record.id, 'start', { ...(mapping && { mapping }), dryRun }),
    onSuccess: refresh,
    onError: (error) => notify(error.message, { type: 'error' }),
  });
  return (
    <Button variant={dryRun ? 'outlined' : 'contained'} disabled={disabled || isPending} onClick={() => mutate()}>
      {translate(`resources.imports.action.${dryRun ? 'rehearse' : 'book'}`)}
    </Button>
  );
};
