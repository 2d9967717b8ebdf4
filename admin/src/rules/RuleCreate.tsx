import { Create, SimpleForm, useTranslate } from 'react-admin';
import { PageHeading } from '../page/PageHeading';
import { RuleInputs } from './RuleInputs';

const RuleCreate = () => {
  const translate = useTranslate();
  return (
    <>
      <PageHeading title={translate('resources.rules.action.add')} lead={translate('resources.rules.create_lead')} />
      <Create title={false} actions={false} redirect="list">
        <SimpleForm>
          <RuleInputs />
        </SimpleForm>
      </Create>
    </>
  );
};
export default RuleCreate;
