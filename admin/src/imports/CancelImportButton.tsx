import type { Import } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** Nothing of a cancelled file stays in the ledger. */
export const CancelImportButton = ({ record }: { readonly record: Import }) => (
  <CommandButton resource="imports" id={record.id} verb="cancel" done="resources.imports.cancelled" color="error">
    {useTranslate()('resources.imports.action.cancel')}
  </CommandButton>
);
