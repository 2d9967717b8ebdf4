import { Button, type ButtonProps } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Identifier, useNotify, useRefresh } from 'react-admin';
import { useApi } from '../api/useApi';

interface Props<Answer> {
  readonly resource: string;
  readonly id: Identifier;
  /** The last part of the command's address: `pause` of `POST /rules/{id}/pause`. */
  readonly verb: string;
  readonly body?: unknown;
  /** Said when it is done; when it depends on the answer, in the reader's language. */
  readonly done: string | ((answer: Answer) => string);
  readonly icon?: ReactNode;
  readonly variant?: ButtonProps['variant'];
  readonly color?: ButtonProps['color'];
  readonly children: ReactNode;
}

/** A verb: carries out one command on one record, says so, and shows what changed. */
export const CommandButton = <Answer = unknown,>({ resource, id, verb, body, done, icon, variant = 'outlined', color = 'primary', children }: Props<Answer>) => {
  const api = useApi();
  const notify = useNotify();
  const refresh = useRefresh();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.command<Answer>(resource, id, verb, body),
    onSuccess: (answer) => {
      notify(typeof done === 'string' ? done : done(answer), { type: 'success' });
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
