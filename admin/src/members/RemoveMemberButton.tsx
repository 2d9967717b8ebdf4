import { Button } from '@mui/material';
import { type Member, roleReaches } from '@perennial/contract/admin';
import { useState } from 'react';
import { Confirm, useDelete, useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { useWorkplace } from '../layout/CurrentWorkspace';

/** Takes a member out, or leaves. */
export const RemoveMemberButton = ({ member }: { readonly member: Member }) => {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const { role, me } = useWorkplace();
  const [asking, setAsking] = useState(false);
  const [remove, { isPending }] = useDelete<Member>();
  const itIsMe = me.user.id === member.id;
  if (!itIsMe && (role === 'staff' || !roleReaches(role, member.role))) return null;

  const verb = itIsMe ? 'leave' : 'remove';
  const confirm = () =>
    void remove(
      'members',
      { id: member.id, previousData: member },
      {
        mutationMode: 'pessimistic',
        onSuccess: () => (itIsMe ? void navigate('/') : notify('resources.members.remove.done', { type: 'success' })),
        onError: (error) => notify((error as Error).message, { type: 'error' }),
        onSettled: () => setAsking(false),
      },
    );

  return (
    <>
      <Button size="small" color="error" onClick={() => setAsking(true)}>
        {translate(`resources.members.${verb}.button`)}
      </Button>
      <Confirm
        isOpen={asking}
        loading={isPending}
        title={`resources.members.${verb}.title`}
        content={translate(`resources.members.${verb}.text`, { name: member.name })}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
