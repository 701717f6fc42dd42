import type { SchemaElement } from 'hyparquet';

/** A column without what its values mean. */
export function withoutMeaning(element: SchemaElement): SchemaElement {
  if (element.type === undefined) return element; // says how its children are nested
  const { converted_type, logical_type, scale, precision, ...stored } = element;
  return stored;
}
