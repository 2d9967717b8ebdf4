import { Typography } from '@mui/material';
import type { AuditEntry } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { RecordLink } from '../page/RecordLink';
import { OnlyThese } from './OnlyThese';

/** The subjects that have a page, and where it is. */
const PAGES: Readonly<Record<string, { readonly resource: string; readonly type?: 'edit' }>> = {
  customer: { resource: 'customers' },
  import: { resource: 'imports' },
  message: { resource: 'messages' },
  product: { resource: 'products', type: 'edit' },
  rule: { resource: 'rules', type: 'edit' },
};

/** What it was done to; its whole history is one click away. */
export const Subject = ({ entry: { subjectKind, subjectId } }: { readonly entry: AuditEntry }) => {
  const translate = useTranslate();
  const kind = translate(`resources.audit-entries.subjects.${subjectKind}`, { _: subjectKind });
  const page = PAGES[subjectKind];
  return (
    <>
      {page ? (
        <RecordLink {...page} id={subjectId}>
          {kind}
        </RecordLink>
      ) : (
        kind
      )}
      <Typography component="code" variant="body2" color="textSecondary" title={subjectId} sx={{ ml: 0.75 }}>
        {subjectId.slice(-6)}
      </Typography>
      <OnlyThese filter={{ subjectId }} label={translate('resources.audit-entries.only_subject', { kind })} />
    </>
  );
};
