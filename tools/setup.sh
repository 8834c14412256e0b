# shellcheck shell=bash
# Sourced by run, trellis, test and .ci/run: what must stand before Trellis can start, made only when it is missing or old.
# Progress goes to descriptor 3, so that a verb's answer stays alone on standard output.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cache="$root/.cache"
dll="$root/src/Trellis/bin/Debug/net10.0/Trellis.dll"
export TRELLIS_HOME="$root"
export DOTNET_NOLOGO=true DOTNET_CLI_TELEMETRY_OPTOUT=true DOTNET_SKIP_FIRST_TIME_EXPERIENCE=true DOTNET_GENERATE_ASPNET_CERTIFICATE=false
{ : >&3; } 2>/dev/null || exec 3>&1

say() { printf '%s\n' "$*" >&3; }
stop() { printf '%s\n' "$*" >&2; exit 2; }

# dotnet, NuGet and npm all keep things below HOME. Without one that can be written to, they get a folder here,
# and are still shown the settings of the old one.
home() {
  local before="${HOME:-}"
  [ -n "$before" ] || before=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)
  if [ -n "$before" ] && [ -d "$before" ] && [ -w "$before" ] && [ -x "$before" ]; then export HOME="$before"; return; fi
  export HOME="$cache/home"
  mkdir -p "$HOME/.nuget/NuGet" || stop "Trellis cannot write to $cache, and there is no home folder to write to."
  if [ -r "$before/.npmrc" ]; then export npm_config_userconfig="$before/.npmrc"; fi
  if [ -r "$before/.nuget/NuGet/NuGet.Config" ]; then cp "$before/.nuget/NuGet/NuGet.Config" "$HOME/.nuget/NuGet/NuGet.Config"; fi
}

# Asking both for their versions takes as long as a short verb: they are asked again when one of them is another than last time.
tools() {
  local sdk=https://dotnet.microsoft.com/download/dotnet/10.0 node=https://nodejs.org/ version now
  now=$(stat -L -c '%n %Y %s' "$(command -v dotnet)" "$(command -v node)" "$(command -v npm)" "$root/global.json" 2>/dev/null) || now=
  if [ -n "$now" ] && [ "$now" = "$(cat "$cache/tools" 2>/dev/null)" ]; then return; fi
  command -v dotnet >/dev/null || stop "Trellis needs the .NET 10 SDK, and there is no dotnet command. Get it from $sdk"
  version=$(cd "$root" && dotnet --version 2>/dev/null) || version=
  case "$version" in
    10.*) ;;
    *) stop "Trellis needs the .NET 10 SDK; this machine has: $(cd / && dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' | grep . || echo none). Get it from $sdk" ;;
  esac
  command -v node >/dev/null || stop "Trellis needs Node 20 or later, and there is no node command. Get it from $node"
  version=$(node --version)
  version=${version#v}
  [ "${version%%.*}" -ge 20 ] 2>/dev/null || stop "Trellis needs Node 20 or later; this machine has ${version:-none}. Get it from $node"
  command -v npm >/dev/null || stop "Trellis needs npm, which comes with Node. Get it from $node"
  if [ -n "$now" ] && mkdir -p "$cache" 2>/dev/null; then printf '%s\n' "$now" >"$cache/tools" || :; fi
}

# newer_than <stamp> <find arguments…>: true when something found there is newer than the stamp, or the stamp is missing.
newer_than() {
  local stamp=$1; shift
  [ -f "$stamp" ] || return 0
  [ -n "$(cd "$root" && find "$@" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

packages() {
  local want
  want=$(cd "$root" && cat package.json package-lock.json .npmrc | cksum)
  if [ -d "$root/node_modules" ] && [ "$(cat "$cache/packages" 2>/dev/null)" = "$want" ]; then return; fi
  say "Fetching the front-end packages and the database server"
  rm -f "$cache/packages"
  (cd "$root" && npm ci --no-progress --loglevel=error) >"$cache/npm.log" 2>&1 8>&- || { cat "$cache/npm.log" >&2; stop "npm ci failed: the words above say why."; }
  printf '%s\n' "$want" >"$cache/packages"
}

assets() {
  if [ -f "$root/src/Trellis/wwwroot/assets/trellis.css" ] && ! newer_than "$cache/assets" src/Trellis/Assets src/Trellis/Modules/Reports/report.css "$cache/packages"; then return; fi
  say "Bundling the style sheets and scripts"
  touch "$cache/assets.next"
  node "$root/src/Trellis/Assets/build.mjs" >&2 8>&- || stop "The assets could not be bundled: the words above say why."
  mv "$cache/assets.next" "$cache/assets"
}

# build <stamp> <what> <folders…>: restores and builds when a source is newer than the last build. A build that finds
# nothing to do still takes five seconds, so whether one is needed is asked here.
build() {
  local stamp="$cache/$1" what=$2; shift 2
  local project
  if [ -f "$dll" ] && ! newer_than "$stamp" "$@" Directory.Build.props Directory.Packages.props .editorconfig global.json \
    \( -name bin -o -name obj -o -name TestResults \) -prune -o \( -type f -o -type d \); then return; fi
  say "Building Trellis"
  for project in "$root"/src/*/*.csproj "$root"/tests/*/*.csproj "$root"/bench/*/*.csproj; do mkdir -p "${project%/*}/bin" "${project%/*}/obj"; done
  touch "$stamp.next"
  # No build servers: what a command started ends with it. They gain nothing on a whole build.
  (cd "$root" && dotnet build "$what" --nologo -v quiet -clp:NoSummary -c Debug -nodeReuse:false -p:UseSharedCompilation=false) >"$cache/build.log" 2>&1 8>&- ||
    { cat "$cache/build.log" >&2; stop "The build failed: the words above say where."; }
  mv "$stamp.next" "$stamp"
}

# One at a time on a checkout: the second waits, and finds everything made. Descriptor 8 is kept from what is started,
# or a process left behind would keep the lock.
locked() {
  mkdir -p "$cache" || stop "Trellis cannot write to $cache."
  exec 8>"$cache/lock"
  if command -v flock >/dev/null; then flock 8; fi
  "$@"
  if command -v flock >/dev/null; then flock -u 8; fi
  exec 8>&-
}

# What the site and the verbs need.
site() {
  packages
  assets
  build site src/Trellis/Trellis.csproj src
}

# What the tests need: everything in the solution.
solution() {
  packages
  assets
  build tests Trellis.slnx src tests bench Trellis.slnx
  cp -p "$cache/tests" "$cache/site"
}

# A browser for the browser tests, in TRELLIS_CHROMIUM; empty when there is none. Root fetches Debian's.
chromium() {
  # A path, never this function, which has the name of what it looks for.
  local name
  for name in "${TRELLIS_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && TRELLIS_CHROMIUM=$(type -P "$name"); then export TRELLIS_CHROMIUM; return; fi
  done
  export TRELLIS_CHROMIUM=
  if ! compgen -G "$root/tests/*.BrowserTests" >/dev/null || [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then return; fi

  say "Fetching Chromium for the browser tests"
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-liberation; } >"$cache/apt.log" 2>&1; then
    TRELLIS_CHROMIUM=$(type -P chromium) || TRELLIS_CHROMIUM=
  else
    tail -n 5 "$cache/apt.log" >&2
  fi
}
