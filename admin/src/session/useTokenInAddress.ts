import { useState } from 'react';

/** The token behind the # of a mailed link. It is read once; the address stays as it is, so that a reload works. */
export function useTokenInAddress(): string {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '');
  return token;
}
