import { MenuItem, TextField } from '@mui/material';
import { type Member, Role, roleReaches } from '@perennial/contract/admin';
import { useNotify, useTranslate, useUpdate } from 'react-admin';
import { useWorkplace } from '../layout/CurrentWorkspace';

/** A member's role, to be changed by whoever may: nobody gives or takes a role above their own. */
export const RoleChoice = ({ member }: { readonly member: Member }) => {
  const translate = useTranslate();
  const notify = useNotify();
  const { role: own } = useWorkplace();
  const [update, { isPending }] = useUpdate<Member>();
  if (own === 'staff' || !roleReaches(own, member.role)) return translate(`resources.members.roles.${member.role}`);

  const change = (role: Member['role']) =>
    void update(
      'members',
      { id: member.id, data: { role }, previousData: member },
      {
        mutationMode: 'pessimistic',
        onSuccess: () => notify('resources.members.role_changed', { type: 'success' }),
        onError: (error) => notify((error as Error).message, { type: 'error' }),
      },
    );

  return (
    <TextField
      select
      size="small"
      margin="none"
      value={member.role}
      disabled={isPending}
      onChange={(event) => change(Role.parse(event.target.value))}
      slotProps={{ select: { inputProps: { 'aria-label': translate('resources.members.role_of', { name: member.name }) } } }}
    >
      {Role.options
        .filter((role) => roleReaches(own, role))
        .map((role) => (
          <MenuItem key={role} value={role}>
            {translate(`resources.members.roles.${role}`)}
          </MenuItem>
        ))}
    </TextField>
  );
};
