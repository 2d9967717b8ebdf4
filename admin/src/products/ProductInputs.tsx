import { Box, Typography } from '@mui/material';
import { ProductKind } from '@perennial/contract/admin';
import type { ReactNode } from 'react';
import { AutocompleteInput, BooleanInput, maxLength, maxValue, minValue, NumberInput, ReferenceInput, required, SelectInput, TextInput, useTranslate } from 'react-admin';
import { PriceInput } from './PriceInput';

const kinds = ProductKind.options.map((id) => ({ id, name: `resources.products.kinds.${id}` }));
const days = [minValue(1), maxValue(3650)];
const emptyIsNull = (value: string) => value || null;

/** What staff may enter about a product; adding and editing ask the same. */
export const ProductInputs = () => (
  <Box sx={{ display: 'grid', gap: 3, width: '100%', maxWidth: 760 }}>
    <Section title="what">
      <TextInput source="name" validate={[required(), maxLength(500)]} />
      <Two>
        <SelectInput source="kind" choices={kinds} defaultValue="consumable" validate={required()} helperText="resources.products.help.kind" />
        <TextInput source="category" validate={maxLength(200)} parse={emptyIsNull} />
      </Two>
      <Two>
        <PriceInput />
        <TextInput source="externalId" validate={maxLength(200)} parse={emptyIsNull} helperText="resources.products.help.externalId" />
      </Two>
    </Section>
    <Section title="lasts">
      <Two>
        <NumberInput source="intervalFromDays" validate={days} step={1} />
        <NumberInput source="intervalToDays" validate={days} step={1} helperText="resources.products.help.interval" />
      </Two>
      <NumberInput source="supplyDaysPerUnit" validate={minValue(0.01)} helperText="resources.products.help.supply" />
    </Section>
    <Section title="reminding">
      <BooleanInput source="remindable" defaultValue helperText="resources.products.help.remindable" />
      <BooleanInput source="sensitive" helperText="resources.products.help.sensitive" />
      <BooleanInput source="discontinued" helperText="resources.products.help.discontinued" />
      <ReferenceInput source="substituteId" reference="products">
        <AutocompleteInput optionText="name" filterToQuery={(q: string) => (q ? { q } : {})} helperText="resources.products.help.substitute" />
      </ReferenceInput>
    </Section>
    <Section title="shop">
      <NumberInput source="stock" step={1} helperText="resources.products.help.stock" />
      <TextInput source="linkUrl" type="url" parse={emptyIsNull} />
      <TextInput source="imageUrl" type="url" parse={emptyIsNull} />
    </Section>
  </Box>
);

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Box component="section">
    <Typography variant="subtitle2" component="h2" sx={{ mb: 1 }}>
      {useTranslate()(`resources.products.sections.${title}`)}
    </Typography>
    {children}
  </Box>
);

const Two = ({ children }: { readonly children: ReactNode }) => <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>{children}</Box>;
