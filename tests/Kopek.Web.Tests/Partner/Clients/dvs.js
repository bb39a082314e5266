'use strict';
// DT One's own client, unchanged, told what to do in lines of JSON: {"call":"discovery.products.get","with":{...}}. Of lists it walks all pages.
const { DVS, DVSAPIError } = require('@dtone/dvs');
const [baseUrl, apiKey, apiSecret] = process.argv.slice(2);
const dvs = new DVS({ apiKey, apiSecret, baseUrl });

async function run({ call, with: options }) {
  const path = call.split('.');
  const method = path.pop();
  const target = path.reduce((at, name) => at[name], dvs);
  try {
    const result = target[method](options || {});
    if (result[Symbol.asyncIterator]) {
      const pages = [];
      for await (const page of result) pages.push(page);
      return { pages: pages.map(page => page.data), meta: pages.map(page => page.metaData) };
    }
    const { data, metaData } = await result;
    return { data, meta: [metaData] };
  } catch (error) {
    if (error instanceof DVSAPIError) return { error: { status: error.status, data: error.data } };
    return { broken: String(error && error.message) };
  }
}

const lines = require('readline').createInterface({ input: process.stdin });
console.log(JSON.stringify({ ready: true }));
let last = Promise.resolve();
lines.on('line', line => { last = last.then(() => run(JSON.parse(line))).then(answer => console.log(JSON.stringify({ answer }))); });
lines.on('close', () => last.then(() => process.exit(0)));
