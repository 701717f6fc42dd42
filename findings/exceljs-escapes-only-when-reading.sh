#!/usr/bin/env bash
# exceljs 4.4.0 (npm; reads and writes .xlsx).
#
# Expected: a text that is written to a cell and read again is the same text. The format writes a character as _xHHHH_, and
# the underscore of a text that only looks so as _x005F_.
# Found: reading turns _xHHHH_ into the character, but writing leaves a text that looks so as it is, so that another text
# comes back: "a_x0041_b" as "aAb", and "_x000D_" as a carriage return. A carriage return itself, which writing could keep
# as _x000D_, is written as a plain line break of XML and comes back as a line feed.
#
# Output seen:
#   "a_x0041_b" comes back as "aAb"
#   "_x000D_" comes back as "\r"
#   "one\r\ntwo" comes back as "one\ntwo"
#   "_x005F_x0041_" comes back as "_x0041_"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent exceljs@4.4.0 2>/dev/null
cat >run.cjs <<'JS'
const ExcelJS = require('exceljs');
const texts = ['a_x0041_b', '_x000D_', 'one\r\ntwo', '_x005F_x0041_'];
(async () => {
  const written = new ExcelJS.Workbook();
  const sheet = written.addWorksheet('texts');
  for (const text of texts) sheet.addRow([text]);
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(await written.xlsx.writeBuffer());
  texts.forEach((text, at) => {
    const found = read.worksheets[0].getCell(at + 1, 1).value;
    console.log(`${JSON.stringify(text)} comes back as ${JSON.stringify(found)}`);
  });
})();
JS
node run.cjs | tee out
diff out - <<'OUT'
"a_x0041_b" comes back as "aAb"
"_x000D_" comes back as "\r"
"one\r\ntwo" comes back as "one\ntwo"
"_x005F_x0041_" comes back as "_x0041_"
OUT
