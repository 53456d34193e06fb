// Watches one upload with what browsers have: EventSource and WebSocket.
const stored = ["started", "processing", "step", "finalized", "aborted"];
const seen = { events: [], messages: [], connected: 0, done: 0, code: null };

function watch(progress) {
  const source = new EventSource(progress);
  source.onopen = () => seen.connected++;
  for (const name of stored) {
    source.addEventListener(name, (message) => {
      seen.events.push([name, Number(message.lastEventId), JSON.parse(message.data).state]);
      if (name === "finalized" || name === "aborted") {
        source.close();
        seen.done++;
      }
    });
  }

  const socket = new WebSocket(progress.replace(/^http/, "ws"));
  socket.onopen = () => seen.connected++;
  socket.onmessage = (message) => {
    const { event, id, data } = JSON.parse(message.data);
    if (stored.includes(event)) seen.messages.push([event, id, data.state]);
  };
  socket.onclose = ({ code }) => {
    seen.code = code;
    seen.done++;
  };
}
