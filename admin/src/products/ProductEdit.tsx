import { Card } from '@mui/material';
import type { Product } from '@perennial/contract/admin';
import { Edit, SaveButton, SimpleForm, Toolbar, useRecordContext } from 'react-admin';
import { PageHeading } from '../page/PageHeading';
import { ProductInputs } from './ProductInputs';

/** A product is never deleted, for the ledger names it: it is discontinued. */
const ProductEdit = () => (
  <Edit title={false} actions={false} component="div" mutationMode="pessimistic" redirect="list">
    <Heading />
    <Card>
      <SimpleForm
        toolbar={
          <Toolbar>
            <SaveButton />
          </Toolbar>
        }
      >
        <ProductInputs />
      </SimpleForm>
    </Card>
  </Edit>
);

const Heading = () => {
  const product = useRecordContext<Product>();
  return product ? <PageHeading title={product.name} /> : null;
};

export default ProductEdit;
