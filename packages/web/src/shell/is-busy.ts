/** A field takes its own keys, and an open dialog covers the page. */
export function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [role=dialog], [role=listbox]") !== null
  );
}
