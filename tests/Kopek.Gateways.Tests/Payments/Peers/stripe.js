// stripe-stateful-mock on a port of its own: keys, customers, charges and refunds as its authors found Stripe to behave. It knows no PaymentIntents.
'use strict';
const { createExpressApp } = require('stripe-stateful-mock');
require('loglevel').setLevel('silent');
const server = createExpressApp().listen(0, '127.0.0.1', () => process.stdout.write(JSON.stringify({ port: server.address().port }) + '\n'));
process.stdin.on('end', () => process.exit(0)).resume();
