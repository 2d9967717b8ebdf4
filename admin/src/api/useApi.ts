import { useDataProvider } from 'react-admin';
import type { WorkspaceDataProvider } from './dataProvider';

/** The current workspace's API, with commands. */
export const useApi = (): WorkspaceDataProvider => useDataProvider<WorkspaceDataProvider>();
