import { Chip, type ChipProps } from '@mui/material';
import type { Subscriber } from '@perennial/contract/admin';
import { Button, DataTable, List, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useFormats } from '../formats/useFormats';
import { NothingFound } from '../page/NothingFound';
import { PageHeading } from '../page/PageHeading';
import { TestClockCard } from './TestClockCard';

const Column = DataTable.Col<Subscriber>;

const COLORS: Record<Subscriber['state'], ChipProps['color']> = {
  trialing: 'info',
  active: 'success',
  past_due: 'warning',
  non_renewing: 'warning',
  grace: 'warning',
  suspended: 'error',
  expired: 'default',
  canceled: 'default',
};

/** Every workspace of the service, those whose paid time ends first on top. */
const SubscriberList = () => {
  const translate = useTranslate();
  const formats = useFormats();
  return (
    <>
      <PageHeading title={translate('resources.operations/workspaces.name')} lead={translate('resources.operations/workspaces.lead')} />
      <TestClockCard />
      <List title={false} actions={false} exporter={false} sort={{ field: 'paidThrough', order: 'ASC' }} empty={false}>
        <DataTable<Subscriber> bulkActionButtons={false} rowClick={false} empty={<NothingFound />}>
          <Column source="slug" />
          <Column source="planCode" />
          <Column source="interval" disableSort render={({ interval }) => translate(`resources.operations/workspaces.intervals.${interval}`)} />
          <Column
            source="state"
            disableSort
            render={({ state }) => <Chip size="small" variant="outlined" color={COLORS[state]} label={translate(`resources.operations/workspaces.states.${state}`)} />}
          />
          <Column source="paidThrough" render={({ paidThrough }) => (paidThrough ? formats.day(paidThrough) : translate('resources.operations/workspaces.no_end'))} />
          <DataTable.NumberCol source="daysLeft" disableSort />
          <Column source="id" label={false} disableSort render={({ id }) => <Button component={Link} to={`/w/${id}`} label="resources.operations/workspaces.open" />} />
        </DataTable>
      </List>
    </>
  );
};
export default SubscriberList;
