import { useFieldValue } from 'react-admin';
import { useFormats } from './useFormats';

/** A moment, in the workspace's time zone. */
export const InstantField = ({ source }: { readonly source: string }) => {
  const instant = useFieldValue({ source }) as string | null | undefined;
  const formats = useFormats();
  return instant ? <time dateTime={instant}>{formats.instant(instant)}</time> : null;
};
