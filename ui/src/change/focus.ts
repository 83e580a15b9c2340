/** Takes the focus to the first field with an error; reports whether there is one. */
export function focusFirstInvalid(within: ParentNode): boolean {
  const field = within.querySelector<HTMLElement>('input[aria-invalid="true"], [data-invalid] button');
  field?.focus();
  return field !== null;
}
