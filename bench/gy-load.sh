#!/usr/bin/env bash
# Measures the durable Gy path from outside, with a neutral load generator, and prints a Markdown table.
#
#   GYLOAD=path/to/gyload [GYECHO=path/to/gyecho] [LINES=100000] [SECONDS_EACH=10] bench/gy-load.sh
#
# GYLOAD is any program with the options used in load() that drives sessions of I, U x 3, T over RFC 8506 and ends
# with one line of JSON: answered, answers_per_s, latency_us.all.p50/p99, result_codes, errors_total, not_sent.
# GYECHO, optional, answers 2001 to everything and keeps nothing: the limit of machine, protocol and transport.
# Others: GY_PORT, HTTP_PORT, KOPEK (the command to measure), TMPDIR (must be a real disk: a memory file system flatters).
# Exit code: 0, 1 could not run, 2 the generator counted errors.
set -eu

root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
: "${GYLOAD:?set GYLOAD to the path of a load generator}"
kopek=${KOPEK:-$root/kopek}
lines=${LINES:-100000}
seconds=${SECONDS_EACH:-10}
gy=${GY_PORT:-13868}
http=${HTTP_PORT:-18080}
ready_seconds=300 # opening the sample lines is part of the first start
warm_up_seconds=8 # the just-in-time compiler's, in a run of its own whose CPU time is not counted

work=$(mktemp -d)
server=
echo_server=
finish() {
  for process in $server $echo_server; do kill "$process" 2>/dev/null || true; done
  for process in $server $echo_server; do wait "$process" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

say() { printf '%s\n' "$*" >&2; }
number() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$2" | head -n 1; }           # NAME JSON, of a name that occurs once
latency() { sed -n "s/.*\"all\":{[^}]*\"$1\":\([0-9.]*\).*/\1/p" "$2"; }          # p50 or p99, of all requests, in us
results() { sed -n 's/.*"result_codes":{\([^}]*\)},"mscc.*/\1/p' "$1" | tr -d '"'; }
cpu_ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'; }          # user and system, of all its threads
status_mb() { awk -v name="$1:" '$1 == name {printf "%.0f", $2 / 1024}' "/proc/$server/status"; }
per() { awk -v a="$1" -v b="$2" -v scale="${3:-1}" -v form="${4:-%.2f}" 'BEGIN { if (b > 0) printf form, a / b * scale; else printf "-" }'; }

load() { # PORT SECONDS WARMUP OPTIONS...: the JSON line in $work/json
  local port=$1 duration=$2 warmup=$3 code=0
  shift 3
  "$GYLOAD" --port "$port" --subscribers "$lines" --updates 3 --duration "$duration" --warmup "$warmup" "$@" >"$work/text" || code=$?
  tail -n 1 "$work/text" >"$work/json"
  case $code in
    0) ;;
    2) errors=2; say "the generator counted errors:"; grep -E '^ *(errors|requests)' "$work/text" >&2 || true ;;
    *) say "the generator could not run (exit code $code)"; cat "$work/text" >&2; exit 1 ;;
  esac
}

wait_until_ready() {
  local until=$((SECONDS + ready_seconds))
  until curl -fsS -o "$work/ready" "http://127.0.0.1:$http/health/ready" 2>/dev/null; do
    kill -0 "$server" 2>/dev/null || { say "the server ended:"; tail -n 40 "$work/server.log" >&2; exit 1; }
    [ "$SECONDS" -lt "$until" ] || { say "not ready after $ready_seconds s:"; tail -n 40 "$work/server.log" >&2; exit 1; }
    sleep 0.2
  done
}

echo_rate() { # OPTIONS...: answers/s of the stateless server
  [ -n "${GYECHO:-}" ] || { echo 0; return; }
  load $((gy + 1)) "$seconds" 1 "$@"
  number answers_per_s "$work/json"
}

measure() { # NAME ECHO_RATE OPTIONS...: one row
  local name=$1 echo_rate=$2 before after answered rate
  shift 2
  say "$name ..."
  before=$(cpu_ticks "$server")
  load "$gy" "$seconds" 1 "$@"
  after=$(cpu_ticks "$server")
  answered=$(number answered "$work/json")
  rate=$(number answers_per_s "$work/json")
  printf '| %s | %.0f | %s | %s | %s | %s | %s | %s | %s |\n' "$name" "$rate" \
    "$(per $((after - before)) "$answered" "$(per 1000000 "$ticks_per_second")")" \
    "$(per "$(latency p50 "$work/json")" 1000)" "$(per "$(latency p99 "$work/json")" 1000)" \
    "$(status_mb VmRSS)" "$(per "$rate" "$echo_rate" 100 '%.0f %%')" "$(number not_sent "$work/json")" "$(results "$work/json")" >>"$work/rows"
}

ticks_per_second=$(getconf CLK_TCK)
errors=0
if [ -n "${GYECHO:-}" ]; then
  "$GYECHO" --bind 127.0.0.1 --port $((gy + 1)) >"$work/echo.log" 2>&1 &
  echo_server=$!
fi

say "building and starting the server with $lines lines ..."
"$kopek" --version >"$work/version.log" 2>&1 || { cat "$work/version.log" >&2; exit 1; }
export KOPEK_OPERATOR_TOKEN="${KOPEK_OPERATOR_TOKEN:-a-token-for-the-load-script}"
started=$SECONDS
"$kopek" serve --data "$work/data" --urls "http://127.0.0.1:$http" --gy "127.0.0.1:$gy" --sample-lines "$lines" >"$work/server.log" 2>&1 &
server=$!
wait_until_ready
say "ready after $((SECONDS - started)) s, $(status_mb VmRSS) MB; warming up ..."
idle=$(status_mb VmRSS)
load "$gy" "$warm_up_seconds" 0 --connections 4 --window 64

echo4=$(echo_rate --connections 4 --window 64)
echo16=$(echo_rate --connections 16 --window 64)
: >"$work/rows"
measure "closed loop, 4 x 64" "$echo4" --connections 4 --window 64
half=$(per "$(number answers_per_s "$work/json")" 2 1 '%.0f')
measure "closed loop, 16 x 64" "$echo16" --connections 16 --window 64
measure "open loop, $half/s" 0 --connections 4 --window 2048 --rate "$half"

commit=$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)
model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
cat <<TABLE

$(date -u +%Y-%m-%d), commit $commit, $lines lines, I + 3U + T, $seconds s each. Machine: $(nproc) cores of ${model:-$(uname -m)}, $(awk '/MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GB, Linux $(uname -r), data on $(stat -f -c %T "$work"); generator on the same machine. $idle MB resident before the load.

| Load | answers/s | server CPU us/answer | p50 ms | p99 ms | RSS MB | of echo | not sent | result codes |
|---|---|---|---|---|---|---|---|---|
$(cat "$work/rows")
TABLE
[ -z "${GYECHO:-}" ] || printf '\nStateless echo: %.0f/s on 4 connections, %.0f/s on 16.\n' "$echo4" "$echo16"
exit "$errors"
