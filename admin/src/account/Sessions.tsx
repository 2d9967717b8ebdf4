import { Alert, Button, Chip, Stack, Typography } from '@mui/material';
import type { StaffSession } from '@perennial/contract/admin';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { request } from '../api/request';
import { useFormats } from '../formats/useFormats';
import { AccountCard } from './AccountCard';

const SESSIONS = ['sessions'];

/** Where this person is signed in; what they don't recognise they end. */
export const Sessions = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const queries = useQueryClient();
  const { data: sessions = [] } = useQuery({ queryKey: SESSIONS, queryFn: ({ signal }) => request<StaffSession[]>('/auth/list-sessions', { signal }) });
  const onSuccess = () => queries.invalidateQueries({ queryKey: SESSIONS });
  const end = useMutation({ mutationFn: (id: string) => request('/auth/revoke-session', { method: 'POST', body: { id } }), onSuccess });
  const endOthers = useMutation({ mutationFn: () => request('/auth/revoke-other-sessions', { method: 'POST' }), onSuccess });
  const refusal = end.error ?? endOthers.error;

  return (
    <AccountCard title={translate('account.sessions.title')} text={translate('account.sessions.text')}>
      {refusal && <Alert severity="error">{refusal.message}</Alert>}
      <Stack component="ul" spacing={1.5} sx={{ listStyle: 'none', m: 0, p: 0, width: '100%' }}>
        {sessions.map((session) => (
          <Stack key={session.id} component="li" direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
            <div style={{ flexGrow: 1, minWidth: 0 }}>
              <Typography noWrap title={session.userAgent ?? undefined}>
                {session.userAgent ?? translate('account.sessions.unknown_browser')}
              </Typography>
              <Typography variant="body2" color="text.secondary">
                {translate('account.sessions.since', { when: formats.instant(session.createdAt), ip: session.ipAddress ?? '–' })}
              </Typography>
            </div>
            {session.current ? (
              <Chip size="small" color="success" variant="outlined" label={translate('account.sessions.current')} />
            ) : (
              <Button size="small" color="error" disabled={end.isPending} onClick={() => end.mutate(session.id)}>
                {translate('account.sessions.end')}
              </Button>
            )}
          </Stack>
        ))}
      </Stack>
      {sessions.length > 1 && (
        <Button variant="outlined" color="error" disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {translate('account.sessions.end_others')}
        </Button>
      )}
    </AccountCard>
  );
};
