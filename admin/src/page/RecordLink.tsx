import { Link } from '@mui/material';
import type { ReactNode } from 'react';
import { type Identifier, useCreatePath } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';

interface Props {
  readonly resource: string;
  readonly id: Identifier;
  readonly type?: 'show' | 'edit';
  readonly children: ReactNode;
}

/** The way to a record for whoever uses the keyboard: a click on its row leads to the same place. */
export const RecordLink = ({ resource, id, type = 'show', children }: Props) => {
  const createPath = useCreatePath();
  return (
    <Link component={RouterLink} to={createPath({ resource, id, type })} color="inherit" onClick={(event) => event.stopPropagation()} sx={{ fontWeight: 600 }}>
      {children}
    </Link>
  );
};
