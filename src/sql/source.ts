/** The user's table as the table `rows`, and checks of it. */
import { type Dialect, expressionOf } from './dialect.js';
import { keep, type Plan, type Statement, table } from './plan.js';

/** A table of the user's, and the roles of its columns; all names are as the user writes them. */
export interface SourceTable {
  /** Parts of its name: catalog, schema, table. */
  readonly name: readonly string[];
  readonly id: string;
  /** Text columns; joined by a space where there are several. */
  readonly text: readonly string[];
  readonly label: string;
}

/** A class, and its label in the table. */
export interface ClassLabel {
  readonly name: string;
  readonly label: string;
}

/** The columns of a table as expressions: id, label without surrounding spaces, and content. */
export function sourceColumns(
  dialect: Dialect,
  { id, text, label }: SourceTable,
): Record<'id' | 'label' | 'content', string> {
  const asText = (column: string) => `cast(${dialect.quote(column)} as ${dialect.types.text})`;
  const texts = text.map((column) => `coalesce(${asText(column)}, '')`);
  return {
    id: dialect.quote(id),
    label: `trim(${asText(label)})`,
    content: texts.length === 1 ? texts[0]! : `concat(${texts.join(", ' ', ")})`,
  };
}

/** The name of a table, quoted part by part. */
export function tableName(dialect: Dialect, { name }: SourceTable): string {
  return name.map((part) => dialect.quote(part)).join('.');
}

/** The classes and their labels in the table: classes (class, label, name). */
export function listClasses(plan: Plan, classes: readonly ClassLabel[]): Statement {
  const { dialect } = plan;
  const shown = (value: string) => expressionOf(dialect, value);
  const rows = classes.map(({ name, label }, k) => [String(k), shown(label), shown(name)]);
  return keep(
    plan,
    'classes',
    ['The classes, and how labels name them.'],
    dialect.constants(['class', 'label', 'name'], rows),
  );
}

/** The rows that can be judged: rows (id, given, content). Rows with a blank text are left out. */
export function chooseRows(plan: Plan, source: SourceTable): Statement {
  const { dialect } = plan;
  const { id, label, content } = sourceColumns(dialect, source);
  return keep(
    plan,
    'rows',
    ['Rows with a text and a known label; others are left out.'],
    `select r.id as id, c.class as given, r.content as content
from (select ${id} as id, ${label} as label, ${content} as content from ${tableName(dialect, source)}) as r
join ${table(plan, 'classes')} c on c.label = r.label
where ${dialect.hasText('r.content')}`,
  );
}

/** Queries that must return no row; a row says what is wrong. */
export function checkSource(plan: Plan, source: SourceTable): Statement[] {
  const { dialect } = plan;
  const { id, label, content } = sourceColumns(dialect, source);
  const from = tableName(dialect, source);
  const classes = table(plan, 'classes');
  return [
    {
      name: 'check ids',
      comment: ['Must find nothing: ids that are missing or not unique.'],
      sql: `select ${id} as id, count(*) as times\nfrom ${from}\ngroup by ${id}\nhaving count(*) > 1 or ${id} is null`,
    },
    {
      name: 'check labels',
      comment: ['Must find nothing: labels that are none of the classes. Their rows are left out.'],
      sql: `select r.label as label, count(*) as times
from (select ${label} as label from ${from}) as r
left join ${classes} c on c.label = r.label
where c.class is null
group by r.label
order by times desc, label`,
    },
    {
      name: 'check classes',
      comment: [
        'Should find nothing: classes of fewer than two rows. A single row cannot be judged, as nothing of its',
        'class is left to learn from.',
      ],
      sql: `select c.name as name, count(r.label) as times
from ${classes} c
left join (select ${label} as label from ${from} where ${dialect.hasText(content)}) as r on r.label = c.label
group by c.name
having count(r.label) < 2`,
    },
  ];
}
