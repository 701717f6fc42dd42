#!/usr/bin/env bash
# natural 8.1.1 (npm; tokenizers, stemmers, classifiers for text).
#
# Expected: to import a library of text functions changes nothing and prints nothing.
# Found: importing it reads the file .env of the working directory into process.env, and prints several lines on
# standard output, tips of the package dotenv among them. A program that writes its results to standard output writes
# these lines into them, and a folder that somebody runs it in sets its environment variables.
# The modules below natural/lib, such as natural/lib/natural/tokenizers/regexp_tokenizer.js, do neither.
#
# Output seen (the tips differ from run to run):
#   stdout lines of import 'natural': 5, variable: from the folder
#   stdout lines of its tokenizer alone: 0, variable: not set
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent natural@8.1.1
echo 'NAME_IN_FOLDER="from the folder"' >.env

run() { node -e "import('$1').then(() => console.error(process.env.NAME_IN_FOLDER ?? 'not set'))" >out 2>err; }

run natural
whole=$(grep -c . out || true)
variable=$(cat err)
echo "stdout lines of import 'natural': $whole, variable: $variable"
[[ $whole -gt 0 && $variable == 'from the folder' ]]

run natural/lib/natural/tokenizers/regexp_tokenizer.js
alone=$(grep -c . out || true)
variable=$(cat err)
echo "stdout lines of its tokenizer alone: $alone, variable: $variable"
[[ $alone -eq 0 && $variable == 'not set' ]]
