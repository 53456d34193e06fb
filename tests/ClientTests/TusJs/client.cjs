// tus-js-client as an application uses it, on node. Arguments: where to create uploads, a file for its notes. The password comes by the
// environment.
// Prints one JSON object: for each step its file, and what the client saw.
'use strict';

const crypto = require('node:crypto');
const { Readable } = require('node:stream');
const tus = require('tus-js-client');

const [endpoint, notes] = process.argv.slice(2);
const authorization = `Basic ${Buffer.from(`einstein:${process.env.PASSWORD}`).toString('base64')}`;
const mebibyte = 1024 * 1024;

// What is stopped midway. The client tells of its progress ten times a second at most, and between chunks: so large that it is in the middle
// of the first one, and of two, so that it is stopped before its end on whatever machine.
const long = 192 * mebibyte;
const chunkSize = long / 2;

/** Uploads; resolves when the client says that it is done. */
function upload(content, name, options) {
  return new Promise((resolve, reject) => {
    const running = new tus.Upload(content, {
      endpoint,
      headers: { Authorization: authorization },
      metadata: { filename: name, filetype: 'application/octet-stream' },
      retryDelays: [0, 200, 1000, 3000],
      onError: reject,
      onSuccess: () => resolve(running),
      ...options(() => running),
    });
    running.start();
  });
}

const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

/** What the server answered, and from where bytes were sent. */
const record = (requests) => (request, response) => requests.push({
  method: request.getMethod(),
  status: response.getStatus(),
  from: Number(request.getHeader('Upload-Offset') ?? -1),
  offset: Number(response.getHeader('Upload-Offset') ?? -1),
});

const steps = {
  async chunks() {
    const bytes = crypto.randomBytes(5 * mebibyte);
    const accepted = [];
    await upload(bytes, 'chunks.bin', () => ({ chunkSize: mebibyte, onChunkComplete: (size, offset) => accepted.push(offset) }));
    return { sha256: sha256(bytes), accepted };
  },

  async empty() {
    await upload(Buffer.alloc(0), 'empty.bin', () => ({}));
    return { sha256: sha256('') };
  },

  async withCreation() {
    const bytes = crypto.randomBytes(mebibyte);
    await upload(bytes, 'with-creation.bin', () => ({ uploadDataDuringCreation: true }));
    return { sha256: sha256(bytes) };
  },

  async parallel() {
    const bytes = crypto.randomBytes(10 * mebibyte);
    await upload(bytes, 'parallel.bin', () => ({ parallelUploads: 10, metadataForPartialUploads: {} }));
    return { sha256: sha256(bytes) };
  },

  /** A stream whose end nobody knows before it comes. */
  async deferred() {
    const bytes = crypto.randomBytes(3 * mebibyte + 12345);
    const pieces = Array.from({ length: 31 }, (_, number) => bytes.subarray(number * 103_000, (number + 1) * 103_000));
    await upload(Readable.from(pieces), 'deferred.bin', () => ({ uploadLengthDeferred: true, chunkSize: mebibyte / 2 }));
    return { sha256: sha256(bytes) };
  },

  /** Aborted in the middle of a chunk, and gone on with by another Upload object that knows nothing but the URL. */
  async resumed() {
    const bytes = crypto.randomBytes(long);
    const url = await new Promise((resolve, reject) => {
      upload(bytes, 'resumed.bin', (running) => ({
        chunkSize,
        onProgress: (sent) => {
          if (sent > 8 * mebibyte) {
            running().abort().then(() => resolve(running().url), reject);
          }
        },
      })).then(() => reject(new Error('It was complete before it could be aborted.')), reject);
    });
    const requests = [];
    await upload(bytes, 'resumed.bin', () => ({ uploadUrl: url, onAfterResponse: record(requests) }));
    return { sha256: sha256(bytes), requests };
  },

  /** Paused in the middle of a chunk, and gone on with by the same Upload object. */
  async paused() {
    const bytes = crypto.randomBytes(long);
    const requests = [];
    let sending;
    let paused = false;
    await upload(bytes, 'paused.bin', (running) => ({
      chunkSize,
      onBeforeRequest: (request) => { sending = request; },
      onProgress: (sent) => {
        if (!paused && sent > 8 * mebibyte) {
          paused = true;
          running().options.chunkSize = Infinity;
          running().abort();
          // Not before the client knows that the request has ended: on node it takes that for a failure when it has been started again by
          // then, and tries again beside what was started. It hears of it in promises, all of which come before setImmediate.
          const goOn = () => setImmediate(() => running().start());
          const request = sending.getUnderlyingObject();
          if (request.closed) {
            goOn();     // between two chunks
          } else {
            request.once('close', goOn);
          }
        }
      },
      onAfterResponse: record(requests),
    }));
    return { sha256: sha256(bytes), requests };
  },

  /** Left in the middle of a chunk, and found again by what the client has noted about it in a file. */
  async remembered() {
    const bytes = crypto.randomBytes(long);
    const noted = { urlStorage: new tus.FileUrlStorage(notes), fingerprint: async () => 'remembered', storeFingerprintForResuming: true };
    await new Promise((resolve, reject) => {
      upload(bytes, 'remembered.bin', (running) => ({
        ...noted,
        chunkSize,
        onProgress: (sent) => {
          if (sent > 8 * mebibyte) {
            running().abort().then(resolve, reject);
          }
        },
      })).then(() => reject(new Error('It was complete before it could be left.')), reject);
    });
    const requests = [];
    const again = new tus.Upload(bytes, { ...noted, retryDelays: [0, 200, 1000, 3000], onAfterResponse: record(requests) });
    const [previous] = await again.findPreviousUploads();
    again.resumeFromPreviousUpload(previous);
    await new Promise((resolve, reject) => {
      Object.assign(again.options, { onSuccess: resolve, onError: reject });
      again.start();
    });
    return { sha256: sha256(bytes), requests };
  },

  async terminated() {
    const bytes = crypto.randomBytes(long);
    const url = await new Promise((resolve, reject) => {
      upload(bytes, 'terminated.bin', (running) => ({
        chunkSize,
        onProgress: (sent) => {
          if (sent > 2 * mebibyte) {
            running().abort(true).then(() => resolve(running().url), reject);
          }
        },
      })).then(() => reject(new Error('It was complete before it could be terminated.')), reject);
    });
    const head = await fetch(url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
    return { status: head.status };
  },
};

(async () => {
  const seen = {};
  for (const [name, step] of Object.entries(steps)) {
    seen[name] = await step();
  }

  process.stdout.write(JSON.stringify(seen));
})().catch((error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
