import PeopleOutlinedIcon from '@mui/icons-material/PeopleOutlined';
import UploadFileIcon from '@mui/icons-material/UploadFile';
import { Button } from '@mui/material';
import type { Customer } from '@perennial/contract/admin';
import { CreateButton, DataTable, List, SearchInput, useCreatePath, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { DayOfInstant } from '../formats/DayOfInstant';
import { EmptyState } from '../page/EmptyState';
import { NothingFound } from '../page/NothingFound';
import { PageHeading } from '../page/PageHeading';
import { RecordLink } from '../page/RecordLink';

const Column = DataTable.Col<Customer>;
const filters = [<SearchInput key="q" source="q" alwaysOn />];

const CustomerList = () => {
  const translate = useTranslate();
  const createPath = useCreatePath();
  const importFile = (
    <Button component={Link} to={createPath({ resource: 'imports', type: 'create' })} startIcon={<UploadFileIcon />} size="small">
      {translate('resources.imports.action.new')}
    </Button>
  );
  return (
    <>
      <PageHeading
        title={translate('resources.customers.name', 2)}
        lead={translate('resources.customers.lead')}
        actions={
          <>
            {importFile}
            <CreateButton resource="customers" label="resources.customers.action.add" variant="contained" />
          </>
        }
      />
      <List
        title={false}
        actions={false}
        exporter={false}
        filters={filters}
        sort={{ field: 'createdAt', order: 'DESC' }}
        empty={
          <EmptyState icon={PeopleOutlinedIcon} title={translate('resources.customers.empty.title')} text={translate('resources.customers.empty.text')}>
            {importFile}
          </EmptyState>
        }
      >
        <DataTable<Customer> bulkActionButtons={false} rowClick="show" empty={<NothingFound />}>
          <Column source="name" render={({ id, name, email }) => (
              <RecordLink resource="customers" id={id}>
                {name || email || translate('resources.customers.nameless')}
              </RecordLink>
            )} />
          <Column source="email" />
          <Column source="phone" disableSort />
          <Column source="externalId" disableSort />
          <Column source="locale" disableSort render={(customer) => translate(`resources.customers.locales.${customer.locale}`)} />
          <Column source="createdAt" field={DayOfInstant} />
        </DataTable>
      </List>
    </>
  );
};
export default CustomerList;
