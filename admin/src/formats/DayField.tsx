import { useFieldValue } from 'react-admin';
import { useFormats } from './useFormats';

/** A calendar day. */
export const DayField = ({ source }: { readonly source: string }) => {
  const day = useFieldValue({ source }) as string | null | undefined;
  const formats = useFormats();
  return day ? <time dateTime={day}>{formats.day(day)}</time> : null;
};
