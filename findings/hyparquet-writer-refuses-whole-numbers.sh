#!/usr/bin/env bash
# hyparquet-writer 0.17.0 (npm; writes Parquet from JavaScript values).
#
# Expected: a column of JavaScript numbers whose type is not named is written in one that holds them all.
# Found: the type depends on whether one of them has a fraction, not on their size. Whole numbers are taken for INT32, and
# one beyond 2^31-1, such as a time in milliseconds, throws; with a fraction anywhere in the column, it is written as
# DOUBLE. So data that were written yesterday may be refused today, when their last fraction is gone.
#
# Output seen:
#   [2147483647]: written
#   [2147483648]: parquet expected int32 value, got 2147483648
#   [1700000000000]: parquet expected int32 value, got 1700000000000
#   [1700000000000,0.5]: written
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent hyparquet-writer@0.17.0
cat >run.mjs <<'JS'
import { parquetWriteBuffer } from 'hyparquet-writer';
for (const data of [[2147483647], [2147483648], [1700000000000], [1700000000000, 0.5]]) {
  let outcome = 'written';
  try {
    parquetWriteBuffer({ columnData: [{ name: 'time', data }] });
  } catch (error) {
    outcome = error.message;
  }
  console.log(`${JSON.stringify(data)}: ${outcome}`);
}
JS
node run.mjs | tee out
diff out - <<'OUT'
[2147483647]: written
[2147483648]: parquet expected int32 value, got 2147483648
[1700000000000]: parquet expected int32 value, got 1700000000000
[1700000000000,0.5]: written
OUT
