import { Dashboard, Tus, Uppy } from './node_modules/uppy/dist/uppy.min.mjs';

const form = document.querySelector('#sign-in');
const message = document.querySelector('#message');
let server;
let authorization;

const uppy = new Uppy({ autoProceed: false })
  .use(Dashboard, {
    inline: true,
    target: '#dashboard',
    width: '100%',
    height: 360,
    disabled: true,
    proudlyDisplayPoweredByUppy: false,
    note: 'An upload that is cut goes on where it stopped: after a lost connection by itself, after a crash when you add the file again.',
  })
  .use(Tus, {
    endpoint: 'http://localhost/',    // until somebody has signed in
    retryDelays: [0, 1000, 3000, 5000, 10000, 20000, 30000],
    // Remembered, a file that was uploaded once would be found complete for ever, also when it has been removed since.
    removeFingerprintOnSuccess: true,
    allowedMetaFields: ['name', 'type'],
    onBeforeRequest(request) {
      // The address that the bytes go to is itself the permission. The password is for the server that was signed in at, and nobody else.
      if (new URL(request.getURL()).origin === server) {
        request.setHeader('Authorization', authorization);
      }
    },
  });

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  message.textContent = '';
  try {
    const spaces = await signIn();
    form.space.replaceChildren(...spaces.map((space) => new Option(space.name, space.id, space.driveType === 'personal', space.driveType === 'personal')));
    form.space.parentElement.hidden = false;
    choose();
  } catch (error) {
    message.textContent = error.message;
  }
});
form.space.addEventListener('change', choose);

async function signIn() {
  server = new URL(form.server.value).origin;
  // btoa knows bytes only, and a password may hold any character.
  const bytes = new TextEncoder().encode(`${form.user.value}:${form.password.value}`);
  authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`;
  const answer = await fetch(`${server}/graph/v1.0/me/drives`, { headers: { Authorization: authorization } });
  if (!answer.ok) {
    throw new Error(answer.status === 401 ? 'The server does not know this user and password.' : `The server answered ${answer.status}.`);
  }

  return (await answer.json()).value;
}

function choose() {
  uppy.getPlugin('Tus').setOptions({ endpoint: `${server}/dav/spaces/${form.space.value}` });
  uppy.getPlugin('Dashboard').setOptions({ disabled: false });
}
