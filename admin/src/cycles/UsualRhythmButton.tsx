import SettingsBackupRestoreIcon from '@mui/icons-material/SettingsBackupRestore';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** The rhythm asked for is taken back. */
export const UsualRhythmButton = ({ cycle }: { readonly cycle: Cycle }) => (
  <CommandButton resource="cycles" id={cycle.id} verb="usual-rhythm" done="resources.cycles.usual_rhythm.done" icon={<SettingsBackupRestoreIcon />} variant="text">
    {useTranslate()('resources.cycles.usual_rhythm.button')}
  </CommandButton>
);
