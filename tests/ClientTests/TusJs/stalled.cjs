// tus-js-client whose connections stall in the middle of their first chunk: they end when somebody else ends them, and then the client
// has to find its way. Arguments: where to create the upload, its file, in how many parts at once. The password comes by the environment.
'use strict';

const crypto = require('node:crypto');
const { Readable } = require('node:stream');
const tus = require('tus-js-client');

const [endpoint, filename, parts] = process.argv.slice(2);
const authorization = `Basic ${Buffer.from(`einstein:${process.env.PASSWORD}`).toString('base64')}`;
const bytes = crypto.randomBytes(16 * 1024 * 1024);
const parallelUploads = Number(parts);

/** The client's own reader of buffers but for the first request, whose body ends nowhere. */
class Stalling {
  constructor(input) {
    this.input = input;
    this.size = input.length;
    // A parallel upload slices the whole into parts first, which the client then opens each for itself.
    this.stalls = parallelUploads === 1 || input !== bytes;
  }

  async slice(start, end) {
    const value = this.input.subarray(start, end);
    value.size = value.length;
    const done = end >= this.size;
    if (!this.stalls || start > 0) {
      return { value, done };
    }

    this.stalls = false;
    const body = new Readable({ read() {} });
    body.push(value.subarray(0, value.length / 2));
    body.size = value.length;
    return { value: body, done };
  }

  close() {}
}

const patches = [];
new tus.Upload(bytes, {
  endpoint,
  parallelUploads,
  headers: { Authorization: authorization },
  metadata: { filename },
  fileReader: { openFile: async (input) => new Stalling(input) },
  retryDelays: Array(600).fill(200),
  onAfterResponse(request, response) {
    if (request.getMethod() === 'PATCH') {
      patches.push({ from: Number(request.getHeader('Upload-Offset')), status: response.getStatus() });
    }
  },
  onError(error) {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exitCode = 1;
  },
  onSuccess() {
    process.stdout.write(JSON.stringify({ sha256: crypto.createHash('sha256').update(bytes).digest('hex'), patches }));
  },
}).start();
