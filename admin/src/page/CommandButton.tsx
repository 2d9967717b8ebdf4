import { Button, type ButtonProps } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Identifier, useNotify, useRefresh } from 'react-admin';
import { useApi } from '../api/useApi';

interface Props {
  readonly resource: string;
  readonly id: Identifier;
  /** The last part of the command's address: `pause` of `POST /rules/{id}/pause`. */
  readonly verb: string;
  readonly body?: unknown;
  /** Said when it is done. */
  readonly done: string;
  readonly icon?: ReactNode;
  readonly variant?: ButtonProps['variant'];
  readonly color?: ButtonProps['color'];
  readonly children: ReactNode;
}

/** A verb: carries out one command on one record, says so, and shows what changed. */
export const CommandButton = ({ resource, id, verb, body, done, icon, variant = 'outlined', color = 'primary', children }: Props) => {
  const api = useApi();
  const notify = useNotify();
  const refresh = useRefresh();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.command(resource, id, verb, body),
    onSuccess: () => {
      notify(done, { type: 'success' });
      refresh();
    },
    onError: (error) => notify(error.message, { type: 'error' }),
  });
  return (
    <Button
      size="small"
      variant={variant}
      color={color}
      startIcon={icon}
      disabled={isPending}
      onClick={(event) => {
        event.stopPropagation();
        mutate();
      }}
    >
      {children}
    </Button>
  );
};
