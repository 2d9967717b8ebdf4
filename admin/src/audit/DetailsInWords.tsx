import { Typography } from '@mui/material';
import type { AuditEntry } from '@perennial/contract/admin';

/** The details of an entry: ids, codes and amounts under the names the API gives them, the same in every language. */
export const DetailsInWords = ({ details }: Pick<AuditEntry, 'details'>) => (
  <Typography component="span" variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
    {Object.entries(details)
      .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join(' · ')}
  </Typography>
);
