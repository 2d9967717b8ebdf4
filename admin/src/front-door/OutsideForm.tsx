import { Alert, Button, Stack } from '@mui/material';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { HttpError, useTranslate } from 'react-admin';

interface Props {
  readonly submit: string;
  /** Does what the form is for; what it throws is shown above the fields. */
  readonly onSubmit: (values: Readonly<Record<string, string>>) => Promise<void>;
  readonly children: ReactNode;
}

/** A form outside of any workspace: its fields by name, one button, and why it was refused. */
export const OutsideForm = ({ submit, onSubmit, children }: Props) => {
  const translate = useTranslate();
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);

  const send = async (form: HTMLFormElement) => {
    setRefusal(undefined);
    setBusy(true);
    try {
      const fields = [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']);
      await onSubmit(Object.fromEntries(fields) as Record<string, string>);
    } catch (error) {
      setRefusal(error instanceof HttpError ? error.message : translate('session.unreachable'));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack
      component="form"
      spacing={1.5}
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget as HTMLFormElement);
      }}
    >
      {refusal && <Alert severity="error">{refusal}</Alert>}
      {children}
      <Button type="submit" variant="contained" size="large" disabled={busy}>
        {submit}
      </Button>
    </Stack>
  );
};
