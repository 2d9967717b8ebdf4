import { Chip, Tooltip } from '@mui/material';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';

/** Says when a date is not worth a reminder, and why; a reliable rhythm needs no word. */
export const RhythmChip = ({ cycle }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  const state = cycle.stopped ? 'stopped' : cycle.rhythm;
  if (state === 'reliable') return null;
  return (
    <Tooltip title={translate(`resources.cycles.rhythm_help.${state}`)}>
      <Chip size="small" variant="outlined" color={state === 'stopped' ? 'warning' : 'default'} label={translate(`resources.cycles.rhythms.${state}`)} tabIndex={0} />
    </Tooltip>
  );
};
