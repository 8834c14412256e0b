#!/usr/bin/env bash
# How long taking a children in need census into an area takes: bench/census-import.sh FILE AREA AGENCY [COPIES]
# FILE is as for census.sh; of its children those no rule calls an error are taken COPIES times (20), each time under other numbers and without
# a pupil number. TRELLIS_DATA is a data folder that is thrown away, with an area in which nobody is recorded for the year.
set -euo pipefail
file=${1:?bench/census-import.sh FILE AREA AGENCY [COPIES]}
area=${2:?} agency=${3:?} copies=${4:-20}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
large=$(mktemp --suffix=.xml)
wrong=$(mktemp)
trap 'rm -f "$large" "$wrong"' EXIT

# Children some rule calls an error: the fourth column of its rows.
{ "$home/trellis" check cin "$file" --csv || true; } | awk -F, '$2 == "error" { print $4 }' | sort -u >"$wrong"
awk -v copies="$copies" -v wrong="$wrong" '
  BEGIN { while ((getline number < wrong) > 0) if (number != "") skip[number] = 1 }
  /<Child>/ {
    match($0, /<LAchildID>[^<]*/)
    if (substr($0, RSTART + 11, RLENGTH - 11) in skip) next
    sub(/<UPN>[^<]*<\/UPN>/, "<UPNunknown>UN2</UPNunknown>"); sub(/<FormerUPN>[^<]*<\/FormerUPN>/, "")
    child[n++] = $0
    next
  }
  n == 0 { print; next }
  { tail = tail $0 "\n" }
  END {
    for (c = 0; c < copies; c++) for (i = 0; i < n; i++) { line = child[i]; sub(/SYN000/, sprintf("SYN%03d", c), line); print line }
    printf "%s", tail
  }' "$file" >"$large"

printf '%s bytes, %s children\n' "$(stat -c %s "$large")" "$(grep -c '<Child>' "$large")"
for what in "taken in" "the same again"; do
  /usr/bin/time -f "$what: %e s, %M kB" "$home/trellis" import cin "$large" --area "$area" --agency "$agency"
done
