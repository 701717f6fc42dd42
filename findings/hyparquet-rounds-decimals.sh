#!/usr/bin/env bash
# hyparquet 1.31.5 (npm; reads Parquet), with a file that hyparquet-writer 0.17.0 has written.
#
# Expected: INT64 without a logical type comes as bigint, so a DECIMAL that is stored as INT64 comes exactly, as a text or
# a bigint with its scale, or else as the number that is nearest to it.
# Found: it comes as a number that is made in two steps, each of which rounds: the integer becomes a double, which is
# multiplied by 10 to the minus scale. The amount 90071992547409.93 is read as 90071992547409.92, which is not the
# double nearest to it (90071992547409.94), and nothing says so. Two amounts that differ may be read as the same.
#
# Output seen:
#   stored 9007199254740993 with scale 2: 90071992547409.92
#   stored 9007199254740992 with scale 2: 90071992547409.92
#   nearest double of the first: 90071992547409.94
#   the same column without DECIMAL: 9007199254740993, 9007199254740992
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent hyparquet@1.31.5 hyparquet-writer@0.17.0
cat >run.mjs <<'JS'
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
const stored = [9007199254740993n, 9007199254740992n];
const read = (meaning) =>
  parquetReadObjects({
    file: parquetWriteBuffer({
      columnData: [{ name: 'amount', data: stored }],
      schema: [
        { name: 'root', num_children: 1 },
        { name: 'amount', type: 'INT64', repetition_type: 'REQUIRED', ...meaning },
      ],
    }),
  });
const amounts = await read({ converted_type: 'DECIMAL', scale: 2, precision: 18 });
amounts.forEach(({ amount }, at) => console.log(`stored ${stored[at]} with scale 2: ${amount}`));
console.log(`nearest double of the first: ${Number('90071992547409.93')}`);
console.log(`the same column without DECIMAL: ${(await read({})).map(({ amount }) => amount).join(', ')}`);
JS
node run.mjs | tee out
diff out - <<'OUT'
stored 9007199254740993 with scale 2: 90071992547409.92
stored 9007199254740992 with scale 2: 90071992547409.92
nearest double of the first: 90071992547409.94
the same column without DECIMAL: 9007199254740993, 9007199254740992
OUT
