import ReceiptLongIcon from '@mui/icons-material/ReceiptLong';
import type { Purchase } from '@perennial/contract/admin';
import { DataTable, List, useRecordContext, useTranslate } from 'react-admin';
import { DayField } from '../formats/DayField';
import { EmptyState } from '../page/EmptyState';
import { LinesInWords } from '../purchases/LinesInWords';
import { PurchaseTotal } from '../purchases/PurchaseTotal';

const Column = DataTable.Col<Purchase>;

export const CustomerPurchases = () => {
  const translate = useTranslate();
  const customer = useRecordContext();
  if (!customer) return null;
  return (
    <List
      resource="purchases"
      filter={{ customerId: customer.id }}
      sort={{ field: 'orderedAt', order: 'DESC' }}
      title={false}
      actions={false}
      exporter={false}
      disableSyncWithLocation
      storeKey={false}
      empty={<EmptyState icon={ReceiptLongIcon} title={translate('resources.customers.no_purchases.title')} text={translate('resources.customers.no_purchases.text')} />}
    >
      <DataTable<Purchase> bulkActionButtons={false} rowClick={false}>
        <Column source="orderedOn" disableSort field={DayField} />
        <Column source="lines" disableSort render={(purchase) => <LinesInWords lines={purchase.lines} />} />
        <Column source="total" align="right" disableSort render={(purchase) => <PurchaseTotal purchase={purchase} />} />
        <Column source="source" disableSort />
      </DataTable>
    </List>
  );
};
