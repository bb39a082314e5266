// Signs a webhook with Stripe's own library: sign.js SECRET SECONDS PAYLOAD.
'use strict';
const Stripe = require('stripe').default || require('stripe');
const [secret, seconds, payload] = process.argv.slice(2);
const header = new Stripe('sk_test_none').webhooks.generateTestHeaderString({ secret, timestamp: Number(seconds), payload });
process.stdout.write(JSON.stringify({ port: 0 }) + '\n' + JSON.stringify({ header }) + '\n');
process.stdin.on('end', () => process.exit(0)).resume();
