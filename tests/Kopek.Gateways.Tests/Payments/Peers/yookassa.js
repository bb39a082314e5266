// Prism serves a description of YooKassa's API and checks every request against it: yookassa.js DESCRIPTION. A breach is told as {"msg":"Violation: ..."}.
'use strict';
const fs = require('fs');
const { parse } = require('@stoplight/yaml');
const { getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const { createServer } = require('@stoplight/prism-http-server');
const { createLogger } = require('@stoplight/prism-core');
(async () => {
  // YooKassa's own description has "oneOf" where several fit and a discriminator tells, which Prism does not follow: "anyOf" is what it means.
  const description = parse(fs.readFileSync(process.argv[2], 'utf8').replaceAll('oneOf:', 'anyOf:'));
  const operations = await getHttpOperationsFromSpec(description);
  const server = createServer(operations, {
    cors: false,
    components: { logger: createLogger('prism', { level: 'error' }) },
    config: { checkSecurity: true, validateRequest: true, validateResponse: false, errors: true, mock: { dynamic: false }, isProxy: false },
  });
  const address = await server.listen(0, '127.0.0.1');
  process.stdout.write(JSON.stringify({ port: Number(new URL(address).port) }) + '\n');
})();
process.stdin.on('end', () => process.exit(0)).resume();
