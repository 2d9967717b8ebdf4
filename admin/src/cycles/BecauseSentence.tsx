import { Typography } from '@mui/material';
import type { Cycle } from '@perennial/contract/admin';
import { useLocale } from 'react-admin';

/** Why this date, in one sentence. */
export const BecauseSentence = ({ cycle }: { readonly cycle: Cycle }) => {
  const locale = useLocale() === 'zh-CN' ? 'zh-CN' : 'en';
  return (
    <Typography variant="body2" color="textSecondary" sx={{ minWidth: 220, maxWidth: 380 }}>
      {cycle.reason[locale]}
    </Typography>
  );
};
