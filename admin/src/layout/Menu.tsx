import { Typography } from '@mui/material';
import { Menu as ReactAdminMenu, useResourceDefinitions, useSidebarState, useTranslate } from 'react-admin';
import { useWorkplace } from './CurrentWorkspace';

/** The order people work in: what is due, what is known, what is sent, and then the workspace itself. */
const SECTIONS: readonly (readonly [section: string, resources: readonly string[]])[] = [
  ['today', ['due']],
  ['ledger', ['customers', 'products', 'purchases', 'imports']],
  ['reminding', ['rules', 'reminders', 'messages']],
  ['workspace', ['billing', 'members', 'api-keys', 'audit-entries', 'workspace-settings']],
  ['service', ['operations/workspaces', 'operations/plans']],
];

export const Menu = () => {
  const translate = useTranslate();
  const [open] = useSidebarState();
  const { me } = useWorkplace();
  const known = useResourceDefinitions();
  const sections = SECTIONS.filter(([section]) => section !== 'service' || me.operator)
    .map(([section, names]) => [section, names.filter((name) => known[name]?.hasList)] as const)
    .filter(([, names]) => names.length > 0);
  return (
    <ReactAdminMenu sx={{ pt: 1, pb: 4 }}>
      {sections.flatMap(([section, names]) => [
        open && section !== 'today' && (
          <Typography key={section} role="presentation" variant="caption" color="textSecondary" component="div" sx={{ lineHeight: 2.6, pl: 2.25, mt: 0.75, fontWeight: 600 }}>
            {translate(`layout.section.${section}`)}
          </Typography>
        ),
        ...names.map((name) => <ReactAdminMenu.ResourceItem key={name} name={name} />),
      ])}
    </ReactAdminMenu>
  );
};
