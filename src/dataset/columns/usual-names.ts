/** The names that people give to the columns of a labelled text data set. */

/** Names that say "this is the label" whatever the data are about. */
const LABEL_NAMES = new Set(
  `label labels class classes category categories target class_index class_id class_label class_name
   given_label gold_label true_label label_text label_name label_id category_name category_id`.split(/\s+/),
);

/** Names that are the label where no column says so more clearly. */
const TOPICAL_LABEL_NAMES = new Set(
  'y sentiment topic intent tag emotion genre polarity section annotation classification'.split(' '),
);

const TITLE_NAMES = new Set('title headline subject'.split(' '));
const BODY_NAMES = new Set('description content body'.split(' '));
const OTHER_TEXT_NAMES = new Set(
  `texts sentence review comment message tweet document abstract summary article post question query
   utterance email sms snippet statement review_text review_body comment_text tweet_text full_text`.split(
    /\s+/,
  ),
);

/** A column name as it is compared: "Class Index" and "class-index" are class_index. */
export function normalName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

/** Whether two names, as the user and the file write them, are the same. */
export function sameName(name: string, other: string | undefined): boolean {
  return other !== undefined && name.trim().toLowerCase() === other.trim().toLowerCase();
}

export function isLabelName(name: string): boolean {
  return LABEL_NAMES.has(normalName(name)) || TOPICAL_LABEL_NAMES.has(normalName(name));
}

export function isTextName(name: string): boolean {
  const normal = normalName(name);
  return (
    normal === 'text' || TITLE_NAMES.has(normal) || BODY_NAMES.has(normal) || OTHER_TEXT_NAMES.has(normal)
  );
}

/**
 * The columns that by their names could be the label, the clearer kind of name first. Where `label` is
 * beside `label_text` or `label_name`, the second only spells out the first and is not counted.
 *
 * @returns column numbers from 0: one where the names are clear, more where they are not
 */
export function labelColumnsByName(names: readonly string[]): number[] {
  const normal = names.map(normalName);
  const clear = columnsIn(normal, LABEL_NAMES);
  const found = clear.length > 0 ? clear : columnsIn(normal, TOPICAL_LABEL_NAMES);
  return found.filter((column) => {
    const base = normal[column]!.replace(/_(text|name|id|index)$/, '');
    return base === normal[column] || !normal.includes(base);
  });
}

/**
 * The columns that by their names are the text: a column named text alone; else text_1, text_2 and so on; else a
 * title with description, content or body in file order; else the one column that has a usual name.
 *
 * @returns `columns` from 0 (empty where no name is usual), or `unclear` ones that could each be the text
 */
export function textColumnsByName(names: readonly string[]): { columns: number[] } | { unclear: number[] } {
  const normal = names.map(normalName);
  const text = columnsIn(normal, new Set(['text']));
  if (text.length > 0) return text.length === 1 ? { columns: text } : { unclear: text };
  const numbered = numberedTexts(normal);
  if (numbered.length > 1) return { columns: numbered };
  const titles = columnsIn(normal, TITLE_NAMES);
  const bodies = columnsIn(normal, BODY_NAMES);
  const others = columnsIn(normal, OTHER_TEXT_NAMES);
  const all = [...titles, ...bodies, ...others].sort((a, b) => a - b);
  const titled = titles.length === 1 && others.length === 0;
  return titled || all.length < 2 ? { columns: all } : { unclear: all };
}

/** text_1, text_2 …, as this program names the texts of a file without a header when it hands them on. */
function numberedTexts(normal: readonly string[]): number[] {
  const columns: number[] = [];
  for (;;) {
    const column = normal.indexOf(`text_${columns.length + 1}`);
    if (column === -1) return columns;
    columns.push(column);
  }
}

function columnsIn(normal: readonly string[], wanted: ReadonlySet<string>): number[] {
  return normal.flatMap((name, column) => (wanted.has(name) ? [column] : []));
}
