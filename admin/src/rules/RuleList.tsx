import TuneIcon from '@mui/icons-material/Tune';
import { Chip } from '@mui/material';
import type { Rule } from '@perennial/contract/admin';
import { CreateButton, DataTable, List, useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { RecordLink } from '../page/RecordLink';
import { useMay } from '../session/useMay';
import { PauseButton } from './PauseButton';
import { ResumeButton } from './ResumeButton';
import { RuleScopeInWords } from './RuleScopeInWords';

const Column = DataTable.Col<Rule>;

const RuleList = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const mayChange = useMay('admin');
  const add = mayChange && <CreateButton resource="rules" label="resources.rules.action.add" variant="contained" />;
  return (
    <>
      <PageHeading title={translate('resources.rules.name', 2)} lead={translate('resources.rules.lead')} actions={add} />
      <List
        title={false}
        actions={false}
        exporter={false}
        sort={{ field: 'name', order: 'ASC' }}
        empty={
          <EmptyState icon={TuneIcon} title={translate('resources.rules.empty.title')} text={translate('resources.rules.empty.text')}>
            {add}
          </EmptyState>
        }
      >
        <DataTable<Rule> bulkActionButtons={false} rowClick={mayChange ? 'edit' : false}>
          <Column
            source="name"
            render={({ id, name }) =>
              mayChange ? (
                <RecordLink resource="rules" id={id} type="edit">
                  {name}
                </RecordLink>
              ) : (
                name
              )
            }
          />
          <Column source="scope" disableSort render={({ scope }) => <RuleScopeInWords scope={scope} />} />
          <Column source="leadDays" render={({ leadDays }) => translate('resources.rules.lead_days', leadDays)} />
          <Column source="holdoutPercent" disableSort render={({ holdoutPercent }) => formats.percent(holdoutPercent / 100)} />
          <Column source="channel" disableSort render={({ channel }) => translate(`resources.rules.channels.${channel}`)} />
          <Column
            source="paused"
            disableSort
            render={({ paused }) => (
              <Chip size="small" variant="outlined" color={paused ? 'warning' : 'success'} label={translate(`resources.rules.states.${paused ? 'paused' : 'active'}`)} />
            )}
          />
          <Column source="id" label={false} disableSort render={(rule) => (rule.paused ? <ResumeButton rule={rule} /> : <PauseButton rule={rule} />)} />
        </DataTable>
      </List>
    </>
  );
};
export default RuleList;
