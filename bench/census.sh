#!/usr/bin/env bash
# How long checking a children in need census takes, start-up included, and how much memory: bench/census.sh FILE [COPIES]
# FILE is a census with each <Child> on a line of its own and child numbers that begin with SYN000; its children are taken COPIES times
# (20), each time under other numbers. Run ./trellis once before, so that nothing is built meanwhile.
set -euo pipefail
file=${1:?bench/census.sh FILE [COPIES]}
copies=${2:-20}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
large=$(mktemp --suffix=.xml)
trap 'rm -f "$large"' EXIT

awk -v copies="$copies" '
  /<Child>/ { child[n++] = $0; next }
  n == 0 { print; next }
  { tail = tail $0 "\n" }
  END {
    for (c = 0; c < copies; c++) for (i = 0; i < n; i++) { line = child[i]; sub(/SYN000/, sprintf("SYN%03d", c), line); print line }
    printf "%s", tail
  }' "$file" >"$large"

printf '%s bytes, %s children\n' "$(stat -c %s "$large")" "$(grep -c '<Child>' "$large")"
for shape in "" --json --csv; do
  for _ in 1 2 3; do
    # What a check finds makes it end with 1: that is no failure here.
    /usr/bin/time -f "${shape:-words}: %e s, %M kB" "$home/trellis" check cin "$large" $shape >/dev/null || true
  done
done
