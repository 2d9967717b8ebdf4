import { Box, Typography } from '@mui/material';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { WindowBar } from './WindowBar';

/** How wide the window is, and how likely a purchase soon. */
export const WindowAndChance = ({ cycle }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  const formats = useFormats();
  if (cycle.rhythm === 'lapsed') return null;
  return (
    <Box sx={{ minWidth: 130 }}>
      <WindowBar cycle={cycle} />
      <Typography variant="caption" color="textSecondary" noWrap>
        {translate('resources.cycles.chance', { percent: formats.percent(cycle.probability) })}
      </Typography>
    </Box>
  );
};
