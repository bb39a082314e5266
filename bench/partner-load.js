'use strict';
// Sales of a partner over DVS (POST /v1/sync/transactions) as an open loop: RATE requests a second are due whatever the answers do, and the latency of each
// is from the moment when it was due. Prints one line of JSON.
const http = require('http');
const [base, user, product, lines, rate, seconds, connections] = process.argv.slice(2);
const url = new URL(base);
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(connections) });
const headers = { 'Content-Type': 'application/json', Authorization: 'Basic ' + Buffer.from(user).toString('base64') };
const run = Date.now().toString(36);
const latencies = [];
const statuses = {};
let sent = 0, open = 0;

function sell(due) {
  const number = sent++;
  const body = JSON.stringify({
    external_id: `${run}-${number}`, product_id: Number(product), calculation_mode: 'DESTINATION_AMOUNT', auto_confirm: true,
    destination: { amount: 100 + number % 100, unit: 'RUB', unit_type: 'CURRENCY' },
    credit_party_identifier: { mobile_number: '+' + (79000000000 + number % Number(lines)) },
  });
  open++;
  const done = status => {
    open--;
    latencies.push(performance.now() - due);
    statuses[status] = (statuses[status] || 0) + 1;
  };
  const request = http.request({ agent, host: url.hostname, port: url.port, path: '/v1/sync/transactions', method: 'POST', headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } }, response => {
    let text = '';
    response.on('data', part => { text += part; });
    response.on('end', () => { let told; try { told = JSON.parse(text); } catch { told = {}; } done(told.status ? told.status.message : response.statusCode); });
  });
  request.on('error', error => done(error.code));
  request.end(body);
}

const begun = performance.now();
const total = Number(rate) * Number(seconds);
const clock = setInterval(() => {
  const now = performance.now();
  while (sent < total && begun + sent * 1000 / Number(rate) <= now) sell(begun + sent * 1000 / Number(rate));
  if (sent >= total && open === 0) {
    clearInterval(clock);
    latencies.sort((left, right) => left - right);
    const at = share => Number(latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))].toFixed(2));
    console.log(JSON.stringify({ rate: Math.round(latencies.length / ((now - begun) / 1000)), p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), most: at(1), statuses }));
    agent.destroy();
  }
}, 1);
