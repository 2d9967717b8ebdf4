import NotificationsIcon from '@mui/icons-material/NotificationsNone';
import { Badge, Divider, IconButton, ListItemText, Menu, MenuItem, Tooltip } from '@mui/material';
import type { Locale, StaffNotice, StaffNoticeList } from '@perennial/contract/admin';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { useApi } from '../api/useApi';
import { useWorkplace } from '../layout/CurrentWorkspace';

const EVERY_MS = 60_000;
const SHOWN = 10;

/** What the service has to tell this member, one tap away on every page. */
export const NoticeBell = () => {
  const { id } = useWorkplace();
  const api = useApi();
  const translate = useTranslate();
  const [locale] = useLocaleState() as [Locale, unknown];
  const navigate = useNavigate();
  const client = useQueryClient();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const key = ['staff-notices', id];
  const { data: notices } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<StaffNoticeList>(`/staff-notices?perPage=${SHOWN}&sort=-createdAt`, signal),
    refetchInterval: EVERY_MS,
  });
  const read = useMutation({
    mutationFn: async ({ path, body }: { path: string; body?: object }) => api.post(path, body),
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  });
  const unread = notices?.unread ?? 0;
  const [newest] = notices?.data ?? [];
  const open = (notice: StaffNotice) => {
    setAnchor(null);
    if (!notice.readAt) read.mutate({ path: `/staff-notices/${notice.id}/read` });
    if (notice.link) void navigate(`/w/${id}${notice.link}`);
  };

  return (
    <>
      <Tooltip title={translate('layout.notices.title')}>
        <IconButton color="inherit" aria-label={translate('layout.notices.open', { smart_count: unread })} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
          <Badge badgeContent={unread} color="error" max={99}>
            <NotificationsIcon />
          </Badge>
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ paper: { sx: { width: 360, maxWidth: '92vw' } } }}>
        {notices?.data.map((notice) => (
          <MenuItem key={notice.id} onClick={() => open(notice)} sx={{ whiteSpace: 'normal', alignItems: 'start' }}>
            <ListItemText
              primary={notice.title[locale]}
              secondary={`${new Date(notice.createdAt).toLocaleDateString(locale)} · ${notice.text[locale]}`}
              slotProps={{ primary: { sx: { fontWeight: notice.readAt ? 400 : 600 } } }}
            />
          </MenuItem>
        ))}
        {newest ? <Divider /> : <MenuItem disabled>{translate('layout.notices.none')}</MenuItem>}
        {newest && (
          <MenuItem disabled={unread === 0} onClick={() => read.mutate({ path: '/staff-notices/read-all', body: { until: newest.createdAt } })}>
            {translate('layout.notices.read_all')}
          </MenuItem>
        )}
      </Menu>
    </>
  );
};
