import { Button, Chip } from '@mui/material';
import type { ApiKey } from '@perennial/contract/admin';
import { useState } from 'react';
import { Confirm, useDelete, useNotify, useRefresh, useTranslate } from 'react-admin';

/** Ends a key; whatever still uses it is refused from then on. */
export const RevokeApiKeyButton = ({ apiKey }: { readonly apiKey: ApiKey }) => {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const [revoke, { isPending }] = useDelete<ApiKey>();
  if (apiKey.revokedAt) return <Chip size="small" label={translate('resources.api-keys.revoke.done')} />;

  const confirm = () =>
    void revoke(
      'api-keys',
      { id: apiKey.id, previousData: apiKey },
      {
        mutationMode: 'pessimistic',
        onSuccess: refresh,
        onError: (error) => notify((error as Error).message, { type: 'error' }),
        onSettled: () => setAsking(false),
      },
    );

  return (
    <>
      <Button size="small" color="error" onClick={() => setAsking(true)}>
        {translate('resources.api-keys.revoke.button')}
      </Button>
      <Confirm
        isOpen={asking}
        loading={isPending}
        title="resources.api-keys.revoke.title"
        content={translate('resources.api-keys.revoke.text', { name: apiKey.name })}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
