// One upload by tus-js-client; the test calls what is here and looks at what is in `seen`.
'use strict';

const seen = { requests: [], sent: 0, url: null, done: false, error: null };
let upload;

/** options: what the client is to be given; authorization goes to the endpoint's server only. */
async function begin({ authorization, source, findPrevious, ...options }) {
  const [file] = document.querySelector('#file').files;
  upload = new tus.Upload(source === 'stream' ? file.stream().getReader() : file, {
    retryDelays: Array(600).fill(200),
    metadata: { filename: file.name },
    ...options,
    onBeforeRequest(request) {
      if (new URL(request.getURL()).origin === new URL(options.endpoint).origin) {
        request.setHeader('Authorization', authorization);
      }
    },
    onAfterResponse(request, response) {
      seen.requests.push({
        method: request.getMethod(),
        status: response.getStatus(),
        from: request.getHeader('Upload-Offset') ?? null,
        offset: response.getHeader('Upload-Offset') ?? null,
        length: request.getHeader('Upload-Length') ?? null,
        concat: request.getHeader('Upload-Concat') ?? null,
      });
    },
    onProgress(sent) { seen.sent = sent; },
    onUploadUrlAvailable() { seen.url = upload.url; },
    onSuccess() { seen.done = true; },
    onError(error) { seen.error = String(error); },
  });
  const [previous] = findPrevious ? await upload.findPreviousUploads() : [];
  if (previous) {
    upload.resumeFromPreviousUpload(previous);
  }

  upload.start();
  return previous?.uploadUrl ?? null;
}

const pause = () => upload.abort();
const goOn = () => upload.start();
