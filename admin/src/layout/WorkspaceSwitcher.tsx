import CheckIcon from '@mui/icons-material/Check';
import UnfoldMoreIcon from '@mui/icons-material/UnfoldMore';
import { Button, ListItemIcon, ListItemText, Menu, MenuItem, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useWorkplace } from './CurrentWorkspace';
import { Mark } from './Mark';

/** Names the workspace one is in; someone who belongs to several changes here. */
export const WorkspaceSwitcher = () => {
  const { id, name, me } = useWorkplace();
  const translate = useTranslate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const several = me.workspaces.length > 1;
  return (
    <>
      <Button
        color="inherit"
        onClick={(event) => setAnchor(event.currentTarget)}
        disabled={!several}
        startIcon={<Mark size={24} />}
        {...(several && { endIcon: <UnfoldMoreIcon fontSize="small" />, 'aria-haspopup': 'menu' as const, title: translate('layout.workspace.switch') })}
        sx={{ minWidth: 0, flexShrink: { xs: 1, md: 0 }, '&.Mui-disabled': { color: 'text.primary' } }}
      >
        <Typography component="span" noWrap sx={{ fontWeight: 650, maxWidth: { xs: '34vw', md: 260 } }}>
          {name}
        </Typography>
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} slotProps={{ list: { 'aria-label': translate('layout.workspace.switch') } }}>
        {me.workspaces.map((workspace) => (
          <MenuItem key={workspace.id} component={Link} to={`/w/${workspace.id}`} selected={workspace.id === id} onClick={() => setAnchor(null)}>
            <ListItemText>{workspace.name}</ListItemText>
            <ListItemIcon sx={{ justifyContent: 'flex-end', minWidth: 32 }}>{workspace.id === id && <CheckIcon fontSize="small" />}</ListItemIcon>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
