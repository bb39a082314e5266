// A mail server on npm `smtp-server`: tells in lines of JSON what it got. Addresses that begin with "no" are refused for good, with "later" for now.
'use strict';
const { SMTPServer } = require('smtp-server');
const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');
const refuse = (code) => Object.assign(new Error('refused by the test'), { responseCode: code });
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo: (address, session, done) => done(address.address.startsWith('no') ? refuse(550) : address.address.startsWith('later') ? refuse(451) : undefined),
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      tell({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map((rcpt) => rcpt.address), mail: Buffer.concat(parts).toString('utf8') });
      done();
    });
  },
});
server.on('error', (failed) => { tell({ failed: failed.message }); process.exit(1); });
server.listen(0, '127.0.0.1', () => tell({ port: server.server.address().port }));
process.stdin.on('end', () => process.exit(0)).resume();
