#!/usr/bin/env bash
# natural 8.1.1 (npm), RegexpTokenizer.
#
# Expected: a text without a token gives an empty array, however the tokens are described.
# Found: with { gaps: false }, where the pattern describes the tokens, such a text gives null; with { gaps: true }, where
# it describes what is between them, it gives an array. The declared type is string[] in both cases.
#
# Output seen:
#   gaps false: null
#   gaps true: []
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent natural@8.1.1
cat >run.cjs <<'JS'
const { RegexpTokenizer } = require('natural/lib/natural/tokenizers/regexp_tokenizer.js');
console.log('gaps false:', JSON.stringify(new RegexpTokenizer({ pattern: /[a-z]+/, gaps: false }).tokenize('12')));
console.log('gaps true:', JSON.stringify(new RegexpTokenizer({ pattern: /[^a-z]+/, gaps: true }).tokenize('12')));
JS
node run.cjs | tee out
diff out - <<'OUT'
gaps false: null
gaps true: []
OUT
