import NotificationsNoneIcon from '@mui/icons-material/NotificationsNone';
import { Button } from '@mui/material';
import { HeldBecause, type Reminder, ReminderStatus, SkippedBecause } from '@perennial/contract/admin';
import { AutocompleteInput, DataTable, FilterButton, List, ReferenceInput, SelectInput, TopToolbar, useCreatePath, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { DayField } from '../formats/DayField';
import { EmptyState } from '../page/EmptyState';
import { NothingFound } from '../page/NothingFound';
import { PageHeading } from '../page/PageHeading';
import { RecordLink } from '../page/RecordLink';
import { NextDays } from './NextDays';
import { PlanNowButton } from './PlanNowButton';
import { ReminderState } from './ReminderState';

const Column = DataTable.Col<Reminder>;
const choices = (ids: readonly string[], kind: string) => ids.map((id) => ({ id, name: `resources.reminders.${kind}.${id}` }));
const searchByWord = (q: string) => (q ? { q } : {});
const filters = [
  <SelectInput key="status" source="status" choices={choices(ReminderStatus.options, 'statuses')} alwaysOn />,
  <SelectInput key="skippedBecause" source="skippedBecause" choices={choices(SkippedBecause.options, 'skipped_because')} />,
  <SelectInput key="heldBecause" source="heldBecause" choices={choices(HeldBecause.options, 'held_because')} />,
  <ReferenceInput key="ruleId" source="ruleId" reference="rules">
    <SelectInput label="resources.reminders.fields.ruleName" optionText="name" />
  </ReferenceInput>,
  <ReferenceInput key="customerId" source="customerId" reference="customers">
    <AutocompleteInput label="resources.reminders.fields.customerName" filterToQuery={searchByWord} sx={{ minWidth: 220 }} />
  </ReferenceInput>,
  <ReferenceInput key="productId" source="productId" reference="products">
    <AutocompleteInput label="resources.reminders.fields.productName" filterToQuery={searchByWord} sx={{ minWidth: 220 }} />
  </ReferenceInput>,
];

/** Every reminder, sent or not, with the reason. */
const ReminderList = () => {
  const translate = useTranslate();
  const createPath = useCreatePath();
  return (
    <>
      <PageHeading title={translate('resources.reminders.name', 2)} lead={translate('resources.reminders.lead')} actions={<PlanNowButton />} />
      <NextDays />
      <List
        title={false}
        exporter={false}
        filters={filters}
        actions={
          <TopToolbar>
            <FilterButton />
          </TopToolbar>
        }
        sort={{ field: 'next', order: 'ASC' }}
        empty={
          <EmptyState icon={NotificationsNoneIcon} title={translate('resources.reminders.empty.title')} text={translate('resources.reminders.empty.text')}>
            <Button component={Link} to={createPath({ resource: 'rules', type: 'list' })} variant="contained">
              {translate('resources.reminders.empty.to_rules')}
            </Button>
          </EmptyState>
        }
      >
        <DataTable<Reminder>
          bulkActionButtons={false}
          rowClick={(_id, _resource, reminder) => createPath({ resource: 'customers', id: String(reminder['customerId']), type: 'show' })}
          empty={<NothingFound />}
        >
          <Column source="sendAt" render={() => <DayField source="sendOn" />} />
          <Column
            source="customerName"
            render={({ customerId, customerName }) => (
              <RecordLink resource="customers" id={customerId}>
                {customerName}
              </RecordLink>
            )}
          />
          <Column source="productName" />
          <Column source="status" disableSort render={(reminder) => <ReminderState reminder={reminder} />} />
          <Column source="expectedOn" field={DayField} />
          <Column source="ruleName" disableSort />
        </DataTable>
      </List>
    </>
  );
};
export default ReminderList;
