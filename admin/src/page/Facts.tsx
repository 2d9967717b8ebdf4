import { Box, Card, Typography } from '@mui/material';
import type { ReactNode } from 'react';

export interface Fact {
  readonly term: string;
  readonly value: ReactNode;
}

/** A short list of facts, each under its name. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <Card sx={{ p: 2.5 }}>
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.75 }}>
      {facts.map(({ term, value }) => (
        <div key={term}>
          <Typography component="dt" variant="caption" color="textSecondary">
            {term}
          </Typography>
          <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Typography>
        </div>
      ))}
    </Box>
  </Card>
);
