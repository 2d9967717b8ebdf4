import MailOutlinedIcon from '@mui/icons-material/MailOutlined';
import { type Message, MessagePurpose, MessageStatus } from '@perennial/contract/admin';
import { AutocompleteInput, DataTable, FilterButton, List, ReferenceInput, SelectInput, TextInput, TopToolbar, useTranslate } from 'react-admin';
import { InstantField } from '../formats/InstantField';
import { EmptyState } from '../page/EmptyState';
import { NothingFound } from '../page/NothingFound';
import { PageHeading } from '../page/PageHeading';
import { RecordLink } from '../page/RecordLink';
import { MessageState } from './MessageState';

const Column = DataTable.Col<Message>;
const filters = [
  <SelectInput key="status" source="status" choices={MessageStatus.options.map((id) => ({ id, name: `resources.messages.statuses.${id}` }))} alwaysOn />,
  <SelectInput key="purpose" source="purpose" choices={MessagePurpose.options.map((id) => ({ id, name: `resources.messages.purposes.${id}` }))} alwaysOn />,
  <TextInput key="to" source="to" />,
  <ReferenceInput key="customerId" source="customerId" reference="customers">
    <AutocompleteInput label="resources.messages.fields.customerId" filterToQuery={(q: string) => (q ? { q } : {})} sx={{ minWidth: 220 }} />
  </ReferenceInput>,
];

const MessageList = () => {
  const translate = useTranslate();
  return (
    <>
      <PageHeading title={translate('resources.messages.name', 2)} lead={translate('resources.messages.lead')} />
      <List
        title={false}
        exporter={false}
        filters={filters}
        actions={
          <TopToolbar>
            <FilterButton />
          </TopToolbar>
        }
        sort={{ field: 'createdAt', order: 'DESC' }}
        empty={<EmptyState icon={MailOutlinedIcon} title={translate('resources.messages.empty.title')} text={translate('resources.messages.empty.text')} />}
      >
        <DataTable<Message> bulkActionButtons={false} rowClick="show" empty={<NothingFound />}>
          <Column source="createdAt" field={InstantField} />
          <Column
            source="to"
            disableSort
            render={({ id, to }) => (
              <RecordLink resource="messages" id={id}>
                {to}
              </RecordLink>
            )}
          />
          <Column source="purpose" disableSort render={({ purpose }) => translate(`resources.messages.purposes.${purpose}`)} />
          <Column source="channel" disableSort render={({ channel }) => translate(`resources.rules.channels.${channel}`)} />
          <Column source="status" disableSort render={(message) => <MessageState message={message} />} />
          <Column source="sentAt" field={InstantField} />
        </DataTable>
      </List>
    </>
  );
};
export default MessageList;
