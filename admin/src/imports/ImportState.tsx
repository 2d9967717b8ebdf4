import { Chip, type ChipProps } from '@mui/material';
import type { Import } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';

const COLORS: Record<Import['status'], ChipProps['color']> = {
  uploaded: 'warning',
  queued: 'info',
  reading: 'info',
  booking: 'info',
  done: 'success',
  cancelled: 'default',
  failed: 'error',
  undoing: 'info',
  undone: 'default',
};

export const ImportState = ({ record }: { readonly record: Import }) => {
  const state = record.status === 'done' && record.dryRun ? 'rehearsed' : record.status;
  return <Chip size="small" variant="outlined" color={COLORS[record.status]} label={useTranslate()(`resources.imports.states.${state}`)} />;
};
