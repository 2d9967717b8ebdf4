/** How the last command went. Always in the page, so that screen readers announce what appears in it. */
export function Said({ said }: { readonly said: { readonly kind: 'done' | 'refused'; readonly text: string } | null }) {
  return (
    <div role="status" aria-live="polite">
      {said && <p className={`notice ${said.kind}`}>{said.text}</p>}
    </div>
  );
}
