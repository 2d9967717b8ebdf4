import { Box, Typography } from '@mui/material';
import type { Cycle } from '@perennial/contract/admin';
import { RecordLink } from '../page/RecordLink';
import { RhythmChip } from './RhythmChip';

/** The customer, and under them the product. */
export const WhoAndWhat = ({ cycle }: { readonly cycle: Cycle }) => (
  <Box sx={{ minWidth: 160 }}>
    <Typography variant="body2">
      <RecordLink resource="customers" id={cycle.customerId}>
        {cycle.customerName}
      </RecordLink>
    </Typography>
    <Typography variant="body2" color="textSecondary" sx={{ mb: 0.25 }}>
      {cycle.productName}
    </Typography>
    <RhythmChip cycle={cycle} />
  </Box>
);
