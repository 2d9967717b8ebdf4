import { Create, SimpleForm, useTranslate } from 'react-admin';
import { PageHeading } from '../page/PageHeading';
import { ProductInputs } from './ProductInputs';

const ProductCreate = () => (
  <>
    <PageHeading title={useTranslate()('resources.products.action.add')} />
    <Create title={false} actions={false} redirect="list">
      <SimpleForm>
        <ProductInputs />
      </SimpleForm>
    </Create>
  </>
);
export default ProductCreate;
