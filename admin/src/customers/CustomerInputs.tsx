import { AutocompleteInput, email, maxLength, SelectInput, TextInput } from 'react-admin';

const ZONES = Intl.supportedValuesOf('timeZone').map((id) => ({ id, name: id.replaceAll('_', ' ') }));
const LOCALES = ['en', 'zh-CN'].map((id) => ({ id, name: `resources.customers.locales.${id}` }));

/** What staff may enter about a customer; adding and editing ask the same. */
export const CustomerInputs = () => (
  <>
    <TextInput source="name" validate={maxLength(500)} autoFocus />
    <TextInput source="email" type="email" validate={[email(), maxLength(320)]} parse={emptyIsNull} />
    <TextInput source="phone" type="tel" validate={maxLength(40)} parse={emptyIsNull} />
    <TextInput source="externalId" validate={maxLength(200)} parse={emptyIsNull} helperText="resources.customers.help.externalId" />
    <SelectInput source="locale" choices={LOCALES} emptyText="resources.customers.help.workspace_locale" />
    <AutocompleteInput source="timeZone" choices={ZONES} helperText="resources.customers.help.timeZone" />
  </>
);

const emptyIsNull = (value: string) => value || null;
