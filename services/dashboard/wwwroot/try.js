// The page Try it: uploads what is dropped with tus-js-client, a few at a time, and tells the page what becomes of each.
const atATime = 3;
const reportEvery = 200;
const toldAtOnce = 40;

export async function spaces(server, user, password) {
  const answer = await fetch(`${new URL(server).origin}/graph/v1.0/me/drives`, { headers: { Authorization: basic(user, password) } });
  if (!answer.ok) throw new Error(answer.status === 401 ? "The server does not know this user and password." : `The server answered ${answer.status}.`);
  return (await answer.json()).value.map(({ id, name, driveType }) => ({ id, name, driveType }));
}

export function begin(zone, input, page) {
  const files = [];
  const changed = new Set();
  let target = null;
  let running = 0;

  // Many files tell of themselves many times a second; the page hears of all of them at once.
  // A few at a time, for a message has a longest length; those that are not taken, while the connection is away, are told again.
  let telling = false;
  const reporting = setInterval(async () => {
    if (telling || changed.size === 0) return;
    telling = true;
    const some = [...changed].slice(0, toldAtOnce);
    some.forEach((file) => changed.delete(file));
    try {
      await page.invokeMethodAsync("ToldAsync", some.map(({ id, name, size, sent, state, step, reason, upload }) => ({ id, name, size, sent, state, step, reason, upload })));
    } catch {
      some.forEach((file) => changed.add(file));
    }
    telling = false;
  }, reportEvery);

  const tell = (file, news) => {
    Object.assign(file, news);
    changed.add(file);
  };

  const add = (list) => {
    for (const content of list) {
      const file = { id: files.length, name: content.name, size: content.size, sent: 0, state: "waiting", step: null, reason: null, upload: null, content };
      files.push(file);
      changed.add(file);
    }
    next();
  };

  function next() {
    while (target && running < atATime) {
      const file = files.find((one) => one.state === "waiting");
      if (!file) return;
      running++;
      tell(file, { state: "uploading", reason: null });
      upload(file).then(
        (outcome) => tell(file, outcome),
        (error) => tell(file, { state: "refused", step: null, reason: reasonOf(error) }),
      ).finally(() => {
        running--;
        next();
      });
    }
  }

  async function upload(file) {
    const { server, space, authorization } = target;
    let progress = null;
    await new Promise((resolve, reject) => {
      const sending = new tus.Upload(file.content, {
        endpoint: `${server}/dav/spaces/${space}`,
        metadata: { filename: file.name, mtime: String(Math.floor(file.content.lastModified / 1000)) },
        retryDelays: [0, 1000, 3000, 5000, 10000, 20000],
        removeFingerprintOnSuccess: true,
        onBeforeRequest(request) {
          // The address that bytes go to is itself the permission; the password is for ocdav and nobody else.
          if (new URL(request.getURL()).origin === server) request.setHeader("Authorization", authorization);
          if (request.getMethod() === "PATCH") request.setHeader("Prefer", "respond-async");
        },
        onAfterResponse(request, response) {
          progress = response.getHeader("Progress-Location") ?? progress;
        },
        onProgress: (sent) => tell(file, { sent }),
        onError: reject,
        onSuccess: resolve,
      });
      sending.findPreviousUploads().then((before) => {
        if (before.length > 0) sending.resumeFromPreviousUpload(before[0]);
        sending.start();
      }, reject);
    });
    tell(file, { sent: file.size });
    return progress ? watch(file, progress) : { state: "finalized" };
  }

  function watch(file, progress) {
    return new Promise((resolve) => {
      const source = new EventSource(progress);
      const take = (message) => {
        const { state, steps, reason, failedStep, uploadId } = JSON.parse(message.data);
        const step = steps.find((one) => ["running", "waiting", "retrying"].includes(one.state));
        tell(file, { upload: uploadId, state: state === "processing" ? "processing" : file.state, step: step ? `${step.name} ${step.state}` : null, reason: step?.detail ?? null });
        if (state === "finalized" || state === "aborted") {
          source.close();
          resolve(state === "finalized" ? { state, step: null, reason: null } : { state: "refused", step: failedStep ?? null, reason: reason ?? "It was aborted." });
        }
      };
      for (const name of ["started", "processing", "step", "finalized", "aborted"]) source.addEventListener(name, take);
    });
  }

  const drop = (event) => {
    event.preventDefault();
    if (event.type === "drop") add(event.dataTransfer.files);
  };
  const choose = () => {
    add(input.files);
    input.value = "";
  };
  zone.addEventListener("dragover", drop);
  zone.addEventListener("drop", drop);
  input.addEventListener("change", choose);

  return {
    aim(server, user, password, space) {
      target = { server: new URL(server).origin, space, authorization: basic(user, password) };
      next();
    },
    retry() {
      for (const file of files) {
        if (file.state === "refused") tell(file, { state: "waiting", sent: 0, step: null, reason: null, upload: null });
      }
      next();
    },
    stop() {
      clearInterval(reporting);
      zone.removeEventListener("dragover", drop);
      zone.removeEventListener("drop", drop);
      input.removeEventListener("change", choose);
    },
  };
}

function reasonOf(error) {
  const text = error.originalResponse?.getBody();
  try {
    return JSON.parse(text).detail ?? error.message;
  } catch {
    return text || error.message;
  }
}

function basic(user, password) {
  // btoa knows bytes only, and a password may hold any character.
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`;
}
