import { Box } from '@mui/material';
import { Channel } from '@perennial/contract/admin';
import {
  AutocompleteInput,
  FormDataConsumer,
  maxLength,
  maxValue,
  minValue,
  NumberInput,
  RadioButtonGroupInput,
  ReferenceInput,
  required,
  SelectInput,
  TextInput,
  useTranslate,
} from 'react-admin';

const scopes = ['everything', 'segment', 'category', 'product'].map((id) => ({ id, name: `resources.rules.scopes.${id}` }));
const channels = Channel.options.map((id) => ({ id, name: `resources.rules.channels.${id}` }));

/** What a rule says; adding and editing ask the same. */
export const RuleInputs = () => (
  <Box sx={{ width: '100%', maxWidth: 560 }}>
    <TextInput source="name" validate={[required(), maxLength(200)]} helperText="resources.rules.help.name" />
    <RadioButtonGroupInput source="scope.kind" label="resources.rules.fields.scope" choices={scopes} defaultValue="everything" validate={required()} helperText={false} />
    <FormDataConsumer<{ scope?: { kind?: string } }>>
      {({ formData }) => (
        <>
          {formData.scope?.kind === 'segment' && <TextInput source="scope.tag" label="resources.rules.fields.tag" validate={[required(), maxLength(50)]} />}
          {formData.scope?.kind === 'category' && <TextInput source="scope.category" label="resources.rules.fields.category" validate={[required(), maxLength(200)]} />}
          {formData.scope?.kind === 'product' && (
            <ReferenceInput source="scope.productId" reference="products">
              <AutocompleteInput label="resources.rules.fields.product" optionText="name" filterToQuery={(q: string) => (q ? { q } : {})} validate={required()} />
            </ReferenceInput>
          )}
        </>
      )}
    </FormDataConsumer>
    <NumberInput source="leadDays" defaultValue={5} step={1} min={0} max={365} validate={[required(), minValue(0), maxValue(365)]} helperText="resources.rules.help.leadDays" />
    <HoldoutInput />
    <SelectInput source="channel" choices={channels} defaultValue="email" validate={required()} helperText="resources.rules.help.channel" />
  </Box>
);

/** How many are held back for comparison, said with the number that stands there. */
const HoldoutInput = () => {
  const translate = useTranslate();
  return (
    <FormDataConsumer<{ holdoutPercent?: number | null }>>
      {({ formData }) => (
        <NumberInput
          source="holdoutPercent"
          defaultValue={0}
          step={1}
          min={0}
          max={50}
          validate={[required(), minValue(0), maxValue(50)]}
          helperText={translate('resources.rules.help.holdoutPercent', { number: formData.holdoutPercent ?? 0 })}
        />
      )}
    </FormDataConsumer>
  );
};
