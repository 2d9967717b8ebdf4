import LocalFloristOutlinedIcon from '@mui/icons-material/LocalFloristOutlined';
import { type Product, ProductKind } from '@perennial/contract/admin';
import { BooleanInput, CreateButton, DataTable, FilterButton, List, SearchInput, SelectInput, TextInput, TopToolbar, useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { EmptyState } from '../page/EmptyState';
import { NothingFound } from '../page/NothingFound';
import { PageHeading } from '../page/PageHeading';
import { RecordLink } from '../page/RecordLink';
import { ProductInterval } from './ProductInterval';
import { ProductMarks } from './ProductMarks';

const Column = DataTable.Col<Product>;
const kinds = ProductKind.options.map((id) => ({ id, name: `resources.products.kinds.${id}` }));
const filters = [
  <SearchInput key="q" source="q" alwaysOn />,
  <SelectInput key="kind" source="kind" choices={kinds} />,
  <TextInput key="category" source="category" />,
  <BooleanInput key="remindable" source="remindable" />,
  <BooleanInput key="discontinued" source="discontinued" />,
];

const ProductList = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const add = <CreateButton resource="products" label="resources.products.action.add" variant="contained" />;
  return (
    <>
      <PageHeading title={translate('resources.products.name', 2)} lead={translate('resources.products.lead')} actions={add} />
      <List
        title={false}
        exporter={false}
        filters={filters}
        actions={
          <TopToolbar>
            <FilterButton />
          </TopToolbar>
        }
        sort={{ field: 'name', order: 'ASC' }}
        empty={
          <EmptyState icon={LocalFloristOutlinedIcon} title={translate('resources.products.empty.title')} text={translate('resources.products.empty.text')}>
            {add}
          </EmptyState>
        }
      >
        <DataTable<Product> bulkActionButtons={false} rowClick="edit" empty={<NothingFound />}>
          <Column
            source="name"
            render={({ id, name }) => (
              <RecordLink resource="products" id={id} type="edit">
                {name}
              </RecordLink>
            )}
          />
          <Column source="kind" disableSort render={({ kind }) => translate(`resources.products.kinds.${kind}`)} />
          <Column source="category" />
          <Column source="interval" disableSort render={(product) => <ProductInterval product={product} />} />
          <Column source="priceMinor" align="right" disableSort render={({ priceMinor, currency }) => (priceMinor === null ? null : formats.money(priceMinor, currency))} />
          <Column source="stock" align="right" disableSort render={({ stock }) => (stock === null ? null : formats.number(stock))} />
          <Column source="marks" label={false} disableSort render={(product) => <ProductMarks product={product} />} />
        </DataTable>
      </List>
    </>
  );
};
export default ProductList;
