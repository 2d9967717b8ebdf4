import MailOutlinedIcon from '@mui/icons-material/MailOutlined';
import type { Message } from '@perennial/contract/admin';
import { DataTable, List, useRecordContext, useTranslate } from 'react-admin';
import { InstantField } from '../formats/InstantField';
import { MessageState } from '../messages/MessageState';
import { EmptyState } from '../page/EmptyState';
import { RecordLink } from '../page/RecordLink';

const Column = DataTable.Col<Message>;

export const CustomerMessages = () => {
  const translate = useTranslate();
  const customer = useRecordContext();
  if (!customer) return null;
  return (
    <List
      resource="messages"
      filter={{ customerId: customer.id }}
      sort={{ field: 'createdAt', order: 'DESC' }}
      title={false}
      actions={false}
      exporter={false}
      disableSyncWithLocation
      storeKey={false}
      empty={<EmptyState icon={MailOutlinedIcon} title={translate('resources.customers.no_messages.title')} text={translate('resources.customers.no_messages.text')} />}
    >
      <DataTable<Message> bulkActionButtons={false} rowClick="show">
        <Column source="createdAt" disableSort field={InstantField} />
        <Column source="purpose" disableSort render={(message) => translate(`resources.messages.purposes.${message.purpose}`)} />
        <Column
          source="to"
          disableSort
          render={({ id, to }) => (
            <RecordLink resource="messages" id={id}>
              {to}
            </RecordLink>
          )}
        />
        <Column source="status" disableSort render={(message) => <MessageState message={message} />} />
      </DataTable>
    </List>
  );
};
