import type { AuditEntry } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { RecordLink } from '../page/RecordLink';
import { OnlyThese } from './OnlyThese';

/** Who it was, by today's name; what else they did is one click away. */
export const Actor = ({ entry: { actorKind, actorId, actorName } }: { readonly entry: AuditEntry }) => {
  const translate = useTranslate();
  const kind = translate(`resources.audit-entries.actors.${actorKind}`);
  if (actorId === null) return kind;
  return (
    <>
      {actorKind === 'customer' ? (
        <RecordLink resource="customers" id={actorId}>
          {kind}
        </RecordLink>
      ) : (
        <span title={kind}>{actorName ?? kind}</span>
      )}
      <OnlyThese filter={{ actorId }} label={translate('resources.audit-entries.only_actor', { name: actorName ?? kind })} />
    </>
  );
};
