import type { Member } from '@perennial/contract/admin';
import { DataTable, List, useTranslate } from 'react-admin';
import { DayOfInstant } from '../formats/DayOfInstant';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { PageHeading } from '../page/PageHeading';
import { InviteButton } from './InviteButton';
import { OpenInvitations } from './OpenInvitations';
import { RemoveMemberButton } from './RemoveMemberButton';
import { RoleChoice } from './RoleChoice';

const Column = DataTable.Col<Member>;

/** Who works in this workspace, and who has been asked to. */
const MemberList = () => {
  const translate = useTranslate();
  const { role } = useWorkplace();
  const manages = role !== 'staff';
  return (
    <>
      <PageHeading title={translate('resources.members.name', 2)} lead={translate('resources.members.lead')} actions={manages && <InviteButton />} />
      <List title={false} actions={false} exporter={false} sort={{ field: 'name', order: 'ASC' }} empty={false}>
        <DataTable<Member> bulkActionButtons={false} rowClick={false}>
          <Column source="name" />
          <Column source="email" disableSort />
          <Column source="role" disableSort render={(member) => <RoleChoice member={member} />} />
          <Column source="since" field={DayOfInstant} />
          <Column source="id" label={false} disableSort render={(member) => <RemoveMemberButton member={member} />} />
        </DataTable>
      </List>
      {manages && <OpenInvitations />}
    </>
  );
};
export default MemberList;
