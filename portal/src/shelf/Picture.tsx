import { type CSSProperties, useState } from 'react';

/** The product's picture; its first letter on a colour of its own when there is none or it does not load. */
export function Picture({ name, imageUrl }: { readonly name: string; readonly imageUrl: string | null }) {
  const [broken, setBroken] = useState(false);
  if (imageUrl !== null && !broken) return <img className="picture" src={imageUrl} alt="" loading="lazy" onError={() => setBroken(true)} />;
  return (
    <div className="picture initial" style={{ '--hue': hueOf(name) } as CSSProperties} aria-hidden="true">
      {[...name][0]}
    </div>
  );
}

function hueOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}
