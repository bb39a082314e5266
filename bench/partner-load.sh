#!/usr/bin/env bash
# Sales of a partner over DVS: starts ./kopek serve on a temporary folder, makes a partner with money, and sends POST /v1/sync/transactions as an open loop.
# RATE (2000) a second for SECONDS_EACH (20) after a warm-up of WARM_UP (25: so long the just-in-time compiler takes its share of the processor), over
# CONNECTIONS (64), to LINES (10000) lines. Needs curl.
# The temporary folder must be on a real disk (TMPDIR decides), or the figures mean nothing.
set -eu

root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
rate=${RATE:-2000} seconds=${SECONDS_EACH:-20} connections=${CONNECTIONS:-64} lines=${LINES:-10000} warm_up=${WARM_UP:-25} port=${PORT:-18080} gy=${GY_PORT:-13868}
data=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait 2>/dev/null; rm -rf "$data"' EXIT
base=http://127.0.0.1:$port

"$root/kopek" --version >/dev/null
dotnet build "$root/bench/Kopek.Bench" -c Release -v q --nologo >&2
"$root/kopek" serve --data "$data" --urls "$base" --gy "127.0.0.1:$gy" --sample-lines "$lines" >"$data/log" 2>&1 &
server=$!
for _ in $(seq 600); do
  curl -sf "$base/health/ready" >/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$data/log" >&2; exit 1; }
  sleep 0.1
done

ask() { curl -sf -H 'Content-Type: application/json' "$@"; }
text() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; } # NAME, of a name that occurs once

ask -X PUT "$base/api/v1/partners/LOAD" -d '{"name":"Load","commissionBasisPoints":300,"requestsPerSecond":10000}' >/dev/null
ask -X POST "$base/api/v1/partners/LOAD/deposits" -H 'Idempotency-Key: d' -d '{"amount":{"value":50000000000,"currency":"RUB"}}' >/dev/null
key=$(ask -X POST "$base/api/v1/partners/LOAD/keys")
user=$(printf '%s' "$key" | text id):$(printf '%s' "$key" | text secret)
product=$(ask -u "$user" "$base/v1/products?per_page=100" | sed 's/{"id":/\n&/g' | sed -n 's/^{"id":\([0-9]*\),"name":"Kedr Svyaz top-up".*/\1/p')
# As ./kopek has it for the server: what arrives is handled by the thread that hears of it.
DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 dotnet "$root/artifacts/bin/Kopek.Bench/release/Kopek.Bench.dll" \
  --sales "$base" "$user" "$product" "$lines" "$rate" "$warm_up" "$seconds" "$connections"
