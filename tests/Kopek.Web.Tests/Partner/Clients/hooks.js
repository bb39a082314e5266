'use strict';
// Receives webhooks and checks them with the verifier of Standard Webhooks. Told in lines of JSON: {"secret":"whsec_..."} and {"answers":[500,200]}.
const http = require('http');
const { Webhook } = require('standardwebhooks');
let secret = null;
let answers = [];

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', part => { body += part; });
  request.on('end', () => {
    let verified = null, failure = null;
    try { if (secret) { new Webhook(secret).verify(body, request.headers); verified = true; } } catch (error) { verified = false; failure = error.message; }
    const status = answers.length > 0 ? answers.shift() : 204;
    response.writeHead(status).end();
    console.log(JSON.stringify({ hook: { path: request.url, id: request.headers['webhook-id'], verified, failure, status, body: JSON.parse(body) } }));
  });
});
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const told = JSON.parse(line);
  if (told.secret !== undefined) secret = told.secret;
  if (told.answers) answers = told.answers;
  console.log(JSON.stringify({ heard: true }));
}).on('close', () => process.exit(0));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
