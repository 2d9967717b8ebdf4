import { Edit, SaveButton, SimpleForm, Toolbar, useTranslate } from 'react-admin';
import { PageHeading } from '../page/PageHeading';
import { CustomerInputs } from './CustomerInputs';

const CustomerEdit = () => (
  <>
    <PageHeading title={useTranslate()('resources.customers.action.edit')} />
    <Edit title={false} actions={false} mutationMode="pessimistic" redirect="show">
      <SimpleForm
        sx={{ maxWidth: 560 }}
        toolbar={
          <Toolbar>
            <SaveButton />
          </Toolbar>
        }
      >
        <CustomerInputs />
      </SimpleForm>
    </Edit>
  </>
);
export default CustomerEdit;
