import FilterAltOutlinedIcon from '@mui/icons-material/FilterAltOutlined';
import { IconButton, Tooltip } from '@mui/material';
import { useListContext } from 'react-admin';

interface Props {
  readonly filter: Readonly<Record<string, string>>;
  readonly label: string;
}

/** Narrows the list to the entries like this one. */
export const OnlyThese = ({ filter, label }: Props) => {
  const { filterValues, setFilters } = useListContext();
  return (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={() => setFilters({ ...(filterValues as object), ...filter })} sx={{ ml: 0.25, p: 0.5 }}>
        <FilterAltOutlinedIcon sx={{ fontSize: 16 }} />
      </IconButton>
    </Tooltip>
  );
};
