#!/usr/bin/env bash
# What row policies and the recording of views cost together: this commit, and a commit made of it here that records no view, over
# copies of one large demonstration, of which the second has no row policies. Both sites run at once and are asked in turn.
# Needs a clean checkout, a built demonstration (./run once) and 6 GB of disk. Leaves nothing behind.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ -z "$(git status --porcelain --untracked-files=no)" ] || { echo "Commit first: both commits are named" >&2; exit 2; }
[ -f data/demonstration-password.txt ] || { echo "There is no demonstration: ./run makes it" >&2; exit 2; }
here=$PWD
work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  git worktree remove --force "$work/without" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
bench() { dotnet bench/Trellis.Benchmarks/bin/Debug/net10.0/Trellis.Benchmarks.dll "$@"; }

git worktree add -q --detach "$work/without" HEAD
(
  cd "$work/without"
  git apply "$here/bench/without-views.patch"
  git -c user.name=bench -c user.email=bench@localhost commit -qam "Measured without the recording of views"
)
echo "with:    $(git rev-parse --short HEAD)"
echo "without: $(git -C "$work/without" rev-parse --short HEAD)"

dotnet build bench/Trellis.Benchmarks -v q
chmod 755 "$work"
cp -a data "$work/with-data"
rm -f "$work"/with-data/postgres.lock "$work"/with-data/pg/postmaster.pid
TRELLIS_DATA="$work/with-data" bench large
cp -a "$work/with-data" "$work/without-data"
rm -f "$work"/without-data/postgres.lock "$work"/without-data/pg/postmaster.pid
TRELLIS_DATA="$work/without-data" bench large --without-policies

start() { # folder data port
  (cd "$1" && TRELLIS_DATA="$2" exec ./run --port "$3") >"$work/$3.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 300); do curl -fsS -o /dev/null "http://localhost:$3/health/ready" 2>/dev/null && return; kill -0 "${pids[-1]}" 2>/dev/null || break; sleep 1; done
  cat "$work/$3.log" >&2
  exit 2
}
start "$work/without" "$work/without-data" 5191
start "$here" "$work/with-data" 5192
bench side-by-side 5191 5192 "$(head -1 data/demonstration-password.txt)"
