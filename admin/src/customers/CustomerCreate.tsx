import { Create, SimpleForm, useTranslate } from 'react-admin';
import { PageHeading } from '../page/PageHeading';
import { CustomerInputs } from './CustomerInputs';

const CustomerCreate = () => (
  <>
    <PageHeading title={useTranslate()('resources.customers.action.add')} />
    <Create title={false} actions={false} redirect="show">
      <SimpleForm sx={{ maxWidth: 560 }}>
        <CustomerInputs />
      </SimpleForm>
    </Create>
  </>
);
export default CustomerCreate;
