// Watches uploads as an application does: with the packages eventsource and ws. Argument: the progress resource.
// Says "watching" on standard error once both are connected, and prints one JSON object in the end: what each has seen, as pairs of an event and its id.
'use strict';

const { EventSource } = require('eventsource');
const WebSocket = require('ws');

const [progress] = process.argv.slice(2);
const last = ['finalized', 'aborted'];
const stored = ['started', 'processing', 'step', ...last];

/** Server-sent events; the browser's interface. */
function byEventSource(connected) {
  return new Promise((resolve, reject) => {
    const seen = [];
    const source = new EventSource(progress);
    source.onopen = connected;
    // It comes back by itself; only a refusal is the end.
    source.onerror = (error) => { if (error.code) reject(new Error(`eventsource: ${error.code} ${error.message}`)); };
    for (const name of stored) {
      source.addEventListener(name, (message) => {
        seen.push([name, Number(message.lastEventId), JSON.parse(message.data).state]);
        if (last.includes(name)) {
          source.close();
          resolve(seen);
        }
      });
    }
  });
}

function byWebSocket(connected) {
  return new Promise((resolve, reject) => {
    const seen = [];
    const socket = new WebSocket(progress.replace(/^http/, 'ws'));
    socket.on('open', connected);
    socket.on('error', reject);
    socket.on('message', (text) => {
      const message = JSON.parse(text);
      if (stored.includes(message.event)) seen.push([message.event, message.id, message.data.state]);
    });
    socket.on('close', (code) => resolve({ seen, code }));
  });
}

let connected = 0;
const bothConnected = () => { if (++connected === 2) console.error('watching'); };
Promise.all([byEventSource(bothConnected), byWebSocket(bothConnected)]).then(
  ([events, { seen, code }]) => console.log(JSON.stringify({ events, messages: seen, code })),
  (error) => { console.error(error); process.exit(1); });
