/** Texts and class names that files, markup and spreadsheets have trouble with. */
export const ODD_TEXTS = [
  'naïve 电影 😀 👩‍👩‍👧',
  'two\nlines\r\nand\ta tab',
  'quotes " and \' and \\ and `',
  '<b>markup</b> &amp; $text {{mustache}} {%x%}',
  ' spaces around ',
  '=1+1, a formula',
  'separators \u2028 and \u2029, a mark \ufeff, right to left \u202e',
  'NULL',
];

export const ODD_CLASSES = ['<b>&"\'', 'no', '12:30', '电影 😀', 'a, b; c|d', '# $ % {', '1'];
