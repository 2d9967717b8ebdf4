import NotificationsNoneIcon from '@mui/icons-material/NotificationsNone';
import type { Reminder } from '@perennial/contract/admin';
import { DataTable, List, useRecordContext, useTranslate } from 'react-admin';
import { DayField } from '../formats/DayField';
import { EmptyState } from '../page/EmptyState';
import { ReminderState } from '../reminders/ReminderState';

const Column = DataTable.Col<Reminder>;

export const CustomerReminders = () => {
  const translate = useTranslate();
  const customer = useRecordContext();
  if (!customer) return null;
  return (
    <List
      resource="reminders"
      filter={{ customerId: customer.id }}
      sort={{ field: 'sendAt', order: 'DESC' }}
      title={false}
      actions={false}
      exporter={false}
      disableSyncWithLocation
      storeKey={false}
      empty={<EmptyState icon={NotificationsNoneIcon} title={translate('resources.customers.no_reminders.title')} text={translate('resources.customers.no_reminders.text')} />}
    >
      <DataTable<Reminder> bulkActionButtons={false} rowClick={false}>
        <Column source="sendOn" disableSort field={DayField} />
        <Column source="productName" disableSort />
        <Column source="status" disableSort render={(reminder) => <ReminderState reminder={reminder} />} />
        <Column source="ruleName" disableSort />
      </DataTable>
    </List>
  );
};
