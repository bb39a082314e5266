// An SMS centre on npm `smpp`: tells in lines of JSON what it got, and does what the destination's last digits ask for.
//   ...91  answers the first time ESME_RTHROTTLED, then takes it      ...92  refuses: ESME_RINVDSTADR
//   ...93  takes it and closes without an answer                      ...94  reports UNDELIV
//   ...95  sends the receipt before the answer
'use strict';
const smpp = require('smpp');
const throttled = new Set();
let id = 0;
const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');
const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    const ok = pdu.system_id === 'kopek' && pdu.password === 'secret';
    tell({ bind: pdu.system_id, version: pdu.interface_version, ok });
    session.send(pdu.response({ command_status: ok ? smpp.ESME_ROK : smpp.ESME_RBINDFAIL }));
    if (ok) session.enquire_link({}, () => tell({ enquired: true }));
  });
  session.on('unbind', (pdu) => { tell({ unbind: true }); session.send(pdu.response()); session.close(); });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('submit_sm', (pdu) => {
    const to = pdu.destination_addr;
    if (to.endsWith('91') && !throttled.has(to)) {
      throttled.add(to);
      tell({ throttled: to });
      return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
    }
    if (to.endsWith('92')) return session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
    const name = `m${++id}`;
    const { message, udh } = pdu.short_message;
    tell({ id: name, from: pdu.source_addr, ton: pdu.source_addr_ton, to, text: message, coding: pdu.data_coding, udh: udh ? Buffer.concat([].concat(udh)).toString('hex') : null, receipt: pdu.registered_delivery });
    if (to.endsWith('93')) return session.close();
    const receipt = () => pdu.registered_delivery && session.deliver_sm({
      source_addr: to, destination_addr: pdu.source_addr, esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
      short_message: `id:${name} sub:001 dlvrd:001 submit date:2611251200 done date:2611251200 stat:${to.endsWith('94') ? 'UNDELIV' : 'DELIVRD'} err:000 text:`,
    }, (answer) => tell({ receipted: name, status: answer.command_status }));
    const answer = () => session.send(pdu.response({ message_id: name }));
    if (to.endsWith('95')) { receipt(); answer(); } else { answer(); receipt(); }
  });
});
server.on('error', (failed) => { tell({ failed: failed.message }); process.exit(1); });
server.listen(Number(process.argv[2]) || 0, '127.0.0.1', () => tell({ port: server.address().port }));
process.stdin.on('end', () => process.exit(0)).resume();
