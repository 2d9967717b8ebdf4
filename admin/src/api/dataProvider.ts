import type {
  CreateParams,
  DataProvider,
  DeleteManyParams,
  DeleteParams,
  GetListParams,
  GetManyParams,
  GetManyReferenceParams,
  GetOneParams,
  Identifier,
  RaRecord,
  UpdateManyParams,
  UpdateParams,
} from 'react-admin';
import { changedFields } from './changedFields';
import { type Filter, listQueryOf } from './listQueryOf';
import { request } from './request';

type Row = RaRecord<Identifier>;

interface ListAnswer {
  readonly data: Row[];
  readonly total: number;
}

/** Everything react-admin's own calls and ours can ask of one workspace's API. */
export interface WorkspaceDataProvider extends DataProvider {
  /** A command on one record: `POST /rules/{id}/pause`. */
  command<T = unknown>(resource: string, id: Identifier, verb: string, body?: unknown): Promise<T>;
  /** Any other path below the workspace. */
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
}

/** Speaks our list convention: `page, perPage, sort=-field, filter=JSON` → `{ data, total }`. */
export function workspaceDataProvider(workspaceId: string): WorkspaceDataProvider {
  const root = `/workspaces/${encodeURIComponent(workspaceId)}`;
  // What operators see belongs to no workspace: operations/workspaces, operations/plans.
  const rootOf = (resource: string) => (resource.startsWith('operations/') ? '' : root);
  const at = (resource: string, id?: Identifier) => `${rootOf(resource)}/${resource}${id === undefined ? '' : `/${encodeURIComponent(String(id))}`}`;
  const one = async (resource: string, id: Identifier, signal?: AbortSignal) => request<Row>(at(resource, id), { signal });

  const provider = {
    supportAbortSignal: true,

    getList: async (resource: string, { pagination, sort, filter, signal }: GetListParams) =>
      request<ListAnswer>(`${at(resource)}?${listQueryOf(pagination, sort, filter as Filter)}`, { signal }),

    getOne: async (resource: string, { id, signal }: GetOneParams<Row>) => ({ data: await one(resource, id, signal) }),

    getMany: async (resource: string, { ids, signal }: GetManyParams<Row>) => ({ data: await Promise.all(ids.map((id) => one(resource, id, signal))) }),

    getManyReference: async (resource: string, { target, id, pagination, sort, filter, signal }: GetManyReferenceParams) =>
      request<ListAnswer>(`${at(resource)}?${listQueryOf(pagination, sort, { ...(filter as Filter), [target]: id })}`, { signal }),

    create: async (resource: string, { data }: CreateParams) => ({ data: await request<Row>(at(resource), { method: 'POST', body: data }) }),

    update: async (resource: string, { id, data, previousData }: UpdateParams<Row>) => ({
      data: await request<Row>(at(resource, id), { method: 'PATCH', body: changedFields(data as object, previousData) }),
    }),

    updateMany: async (resource: string, { ids, data }: UpdateManyParams<Row>) => {
      await Promise.all(ids.map((id) => request(at(resource, id), { method: 'PATCH', body: data as unknown })));
      return { data: ids };
    },

    delete: async (resource: string, { id, previousData }: DeleteParams<Row>) => {
      await request(at(resource, id), { method: 'DELETE' });
      return { data: previousData ?? { id } };
    },

    deleteMany: async (resource: string, { ids }: DeleteManyParams<Row>) => {
      await Promise.all(ids.map((id) => request(at(resource, id), { method: 'DELETE' })));
      return { data: ids };
    },

    command: async <T>(resource: string, id: Identifier, verb: string, body?: unknown) =>
      request<T>(`${at(resource, id)}/${verb}`, { method: 'POST', body: body ?? {} }),
    get: async <T>(path: string, signal?: AbortSignal) => request<T>(`${root}${path}`, { signal }),
    post: async <T>(path: string, body?: unknown) => request<T>(`${root}${path}`, { method: 'POST', body: body ?? {} }),
    put: async <T>(path: string, body: unknown) => request<T>(`${root}${path}`, { method: 'PUT', body }),
  };
  return provider as WorkspaceDataProvider;
}
