import { Card } from '@mui/material';
import type { Rule } from '@perennial/contract/admin';
import { DeleteWithConfirmButton, Edit, SaveButton, SimpleForm, Toolbar, useRecordContext, useTranslate } from 'react-admin';
import { PageHeading } from '../page/PageHeading';
import { NewComparisonButton } from './NewComparisonButton';
import { PauseButton } from './PauseButton';
import { ResumeButton } from './ResumeButton';
import { RuleInputs } from './RuleInputs';

/** Saving is immediate: mails follow from it. */
const RuleEdit = () => (
  <Edit title={false} actions={false} component="div" mutationMode="pessimistic" redirect="list">
    <Heading />
    <Card>
      <SimpleForm
        toolbar={
          <Toolbar sx={{ justifyContent: 'space-between' }}>
            <SaveButton />
            <DeleteWithConfirmButton mutationMode="pessimistic" />
          </Toolbar>
        }
      >
        <RuleInputs />
      </SimpleForm>
    </Card>
  </Edit>
);

const Heading = () => {
  const translate = useTranslate();
  const rule = useRecordContext<Rule>();
  if (!rule) return null;
  return (
    <PageHeading
      title={rule.name}
      lead={translate(`resources.rules.state_help.${rule.paused ? 'paused' : 'active'}`)}
      actions={
        <>
          {rule.holdoutPercent > 0 && <NewComparisonButton rule={rule} />}
          {rule.paused ? <ResumeButton rule={rule} /> : <PauseButton rule={rule} />}
        </>
      }
    />
  );
};

export default RuleEdit;
