import VerifiedUserOutlinedIcon from '@mui/icons-material/VerifiedUserOutlined';
import { Chip } from '@mui/material';
import type { ConsentRecord } from '@perennial/contract/admin';
import { DataTable, List, TopToolbar, useRecordContext, useTranslate } from 'react-admin';
import { ProofButton } from '../consent/ProofButton';
import { InstantField } from '../formats/InstantField';
import { EmptyState } from '../page/EmptyState';
import { RecordConsentButton } from './RecordConsentButton';

const Column = DataTable.Col<ConsentRecord>;

/** The proof: who agreed to what, in which words, when, and through which door. */
export const CustomerConsent = () => {
  const translate = useTranslate();
  const customer = useRecordContext();
  if (!customer) return null;
  return (
    <List
      resource={`customers/${customer.id}/consent-records`}
      sort={{ field: 'decidedAt', order: 'DESC' }}
      title={false}
      actions={
        <TopToolbar>
          <ProofButton customerId={customer.id} />
          <RecordConsentButton customerId={customer.id} />
        </TopToolbar>
      }
      exporter={false}
      disableSyncWithLocation
      storeKey={false}
      empty={<EmptyState icon={VerifiedUserOutlinedIcon} title={translate('resources.customers.no_consent.title')} text={translate('resources.customers.no_consent.text')}><RecordConsentButton customerId={customer.id} /></EmptyState>}
    >
      <DataTable<ConsentRecord> bulkActionButtons={false} rowClick={false}>
        <Column source="decidedAt" label="resources.consent.fields.decidedAt" disableSort field={InstantField} />
        <Column
          source="decision"
          label="resources.consent.fields.decision"
          disableSort
          render={({ decision }) => <Chip size="small" variant="outlined" color={decision === 'granted' ? 'success' : 'warning'} label={translate(`resources.consent.decisions.${decision}`)} />}
        />
        <Column source="channel" label="resources.consent.fields.channel" disableSort render={({ channel }) => translate(`resources.rules.channels.${channel}`)} />
        <Column source="source" label="resources.consent.fields.source" disableSort />
        <Column source="wordingVersion" label="resources.consent.fields.wordingVersion" disableSort />
        <Column
          source="hash"
          label="resources.consent.fields.seal"
          disableSort
          render={({ seq, hash }) => <code title={hash}>{`${seq} · ${hash.slice(0, 8)}`}</code>}
        />
      </DataTable>
    </List>
  );
};
