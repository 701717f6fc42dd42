/** The formats of a health report. */
export const HEALTH_FORMATS = ['table', 'json', 'html'] as const;
export type HealthFormat = (typeof HEALTH_FORMATS)[number];

const BY_ENDING: Readonly<Record<string, HealthFormat>> = {
  txt: 'table',
  json: 'json',
  html: 'html',
  htm: 'html',
};

/** The format that the extension of a file name implies; undefined for other extensions. */
export function healthFormatOfName(file: string): HealthFormat | undefined {
  const ending = /\.([^./\\]+)$/.exec(file.toLowerCase())?.[1] ?? '';
  return Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
}
