#!/usr/bin/env bash
# Sales of a partner over DVS: starts ./kopek serve on a temporary folder, makes a partner with money, and sends POST /v1/sync/transactions as an open loop.
# RATE (2000) a second for SECONDS_EACH (20) after a warm-up of WARM_UP (25: so long the just-in-time compiler takes its share of the processor), over
# CONNECTIONS (64), to LINES (10000) lines. Needs node and curl.
# The temporary folder must be on a real disk (TMPDIR decides), or the figures mean nothing.
set -eu

root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
rate=${RATE:-2000} seconds=${SECONDS_EACH:-20} connections=${CONNECTIONS:-64} lines=${LINES:-10000} warm_up=${WARM_UP:-25} port=${PORT:-18080} gy=${GY_PORT:-13868}
data=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait 2>/dev/null; rm -rf "$data"' EXIT
base=http://127.0.0.1:$port

"$root/kopek" serve --data "$data" --urls "$base" --gy "127.0.0.1:$gy" --sample-lines "$lines" >"$data/log" 2>&1 &
server=$!
for _ in $(seq 600); do
  curl -sf "$base/health/ready" >/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$data/log" >&2; exit 1; }
  sleep 0.1
done

ask() { curl -sf -H 'Content-Type: application/json' "$@"; }
of() { node -e "let t='';process.stdin.on('data',d=>t+=d).on('end',()=>{const found=JSON.parse(t);console.log($1)})"; }
cpu_ticks() { sed 's/.*) //' "/proc/$server/stat" | awk '{print $12 + $13}'; } # user and system, of all its threads
load() { node "$root/bench/partner-load.js" "$base" "$user" "$product" "$lines" "$1" "$2" "$connections"; }

ask -X PUT "$base/api/v1/partners/LOAD" -d '{"name":"Load","commissionBasisPoints":300,"requestsPerSecond":10000}' >/dev/null
ask -X POST "$base/api/v1/partners/LOAD/deposits" -H 'Idempotency-Key: d' -d '{"amount":{"value":50000000000,"currency":"RUB"}}' >/dev/null
user=$(ask -X POST "$base/api/v1/partners/LOAD/keys" | of 'found.id + ":" + found.secret')
product=$(ask -u "$user" "$base/v1/products?per_page=100" | of 'found.find(product => product.name === "Kedr Svyaz top-up").id')
load "$rate" "$warm_up" >/dev/null
before=$(cpu_ticks)
load "$rate" "$seconds"
echo "server CPU a sale: $(( ($(cpu_ticks) - before) * 10000 / (rate * seconds) )) us"
