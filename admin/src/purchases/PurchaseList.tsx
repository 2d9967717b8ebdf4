import ReceiptLongIcon from '@mui/icons-material/ReceiptLong';
import UploadFileIcon from '@mui/icons-material/UploadFile';
import { Button } from '@mui/material';
import type { Purchase } from '@perennial/contract/admin';
import { AutocompleteInput, DataTable, FilterButton, List, ReferenceInput, TextInput, TopToolbar, useCreatePath, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { DayField } from '../formats/DayField';
import { EmptyState } from '../page/EmptyState';
import { NothingFound } from '../page/NothingFound';
import { PageHeading } from '../page/PageHeading';
import { LinesInWords } from './LinesInWords';
import { PurchaseLines } from './PurchaseLines';
import { PurchaseTotal } from './PurchaseTotal';

const Column = DataTable.Col<Purchase>;
const searchByWord = (q: string) => (q ? { q } : {});
const filters = [
  <ReferenceInput key="customerId" source="customerId" reference="customers" alwaysOn>
    <AutocompleteInput label="resources.purchases.fields.customerName" filterToQuery={searchByWord} sx={{ minWidth: 220 }} />
  </ReferenceInput>,
  <ReferenceInput key="productId" source="productId" reference="products">
    <AutocompleteInput label="resources.purchases.fields.product" filterToQuery={searchByWord} sx={{ minWidth: 220 }} />
  </ReferenceInput>,
  <TextInput key="externalId" source="externalId" />,
  <TextInput key="source" source="source" />,
];

const PurchaseList = () => {
  const translate = useTranslate();
  const createPath = useCreatePath();
  const importFile = (
    <Button component={Link} to={createPath({ resource: 'imports', type: 'create' })} startIcon={<UploadFileIcon />} variant="contained" size="small">
      {translate('resources.imports.action.new')}
    </Button>
  );
  return (
    <>
      <PageHeading title={translate('resources.purchases.name', 2)} lead={translate('resources.purchases.lead')} actions={importFile} />
      <List
        title={false}
        exporter={false}
        filters={filters}
        actions={
          <TopToolbar>
            <FilterButton />
          </TopToolbar>
        }
        sort={{ field: 'orderedAt', order: 'DESC' }}
        empty={
          <EmptyState icon={ReceiptLongIcon} title={translate('resources.purchases.empty.title')} text={translate('resources.purchases.empty.text')}>
            {importFile}
          </EmptyState>
        }
      >
        <DataTable<Purchase> bulkActionButtons={false} rowClick="expand" expand={<PurchaseLines />} expandSingle empty={<NothingFound />}>
          <Column source="orderedAt" render={() => <DayField source="orderedOn" />} />
          <Column source="customerName" disableSort />
          <Column source="lines" disableSort render={(purchase) => <LinesInWords lines={purchase.lines} />} />
          <Column source="total" align="right" disableSort render={(purchase) => <PurchaseTotal purchase={purchase} />} />
          <Column source="externalId" disableSort />
          <Column source="source" disableSort />
        </DataTable>
      </List>
    </>
  );
};
export default PurchaseList;
