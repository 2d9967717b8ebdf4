import { Button, Card, Chip, Stack, Typography } from '@mui/material';
import type { Invitation } from '@perennial/contract/admin';
import { useDelete, useGetList, useNotify, useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';

/** Invitations on their way, which can be taken back. */
export const OpenInvitations = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const formats = useFormats();
  const { data: invitations = [] } = useGetList<Invitation>('invitations', { pagination: { page: 1, perPage: 100 }, sort: { field: 'createdAt', order: 'DESC' } });
  const [revoke, { isPending }] = useDelete<Invitation>();
  if (invitations.length === 0) return null;

  const takeBack = (invitation: Invitation) =>
    void revoke(
      'invitations',
      { id: invitation.id, previousData: invitation },
      {
        mutationMode: 'pessimistic',
        onSuccess: () => notify('resources.members.invitations.revoked', { type: 'success' }),
        onError: (error) => notify((error as Error).message, { type: 'error' }),
      },
    );

  return (
    <Card sx={{ p: 2.5, mt: 3 }}>
      <Typography variant="h6" component="h2" sx={{ mb: 1 }}>
        {translate('resources.members.invitations.title')}
      </Typography>
      <Stack component="ul" spacing={1} sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {invitations.map((invitation) => (
          <Stack key={invitation.id} component="li" direction="row" spacing={1.5} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>{invitation.email}</Typography>
            <Chip size="small" variant="outlined" label={translate(`resources.members.roles.${invitation.role}`)} />
            <Typography variant="body2" color="textSecondary" sx={{ flexGrow: 1 }}>
              {translate(`resources.members.invitations.${invitation.expired ? 'expired' : 'until'}`, { when: formats.instant(invitation.expiresAt) })}
            </Typography>
            <Button size="small" color="error" disabled={isPending} onClick={() => takeBack(invitation)}>
              {translate('resources.members.invitations.revoke')}
            </Button>
          </Stack>
        ))}
      </Stack>
    </Card>
  );
};
