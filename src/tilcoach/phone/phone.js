// The camera of this phone, picture by picture, to the computer that showed the code.

const LONGEST_PX = 640, QUALITY = 0.8, RATE_HZ = 30;
const MOST_UNDERWAY = 2; // pictures that were sent and not yet seen
const RETRY_MS = 1000, ABSENCE_MS = 600_000, CLOCK_MS = 1000, CLOCK_SAMPLES = 10, PATIENCE_MS = 5000;
const STOPPED = 1012; // code with which a server that stops closes a WebSocket
const TOKEN = "tilcoach-phone";

const words = JSON.parse(document.body.dataset.words);
const at = (id) => document.getElementById(id);
const video = at("preview"), status = at("status");
const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { alpha: false });

// The code is taken out of the address: it counts once, and nobody needs to see it again.
let code = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, "", location.pathname);

let stream = null, socket = null, facing = "environment", wakeLock = null;
let underway = 0, encoding = false, ready = false, over = false, sent = 0, seen = 0;
let samples = []; // of the computer's clock: [how long it took to ask, how far it is ahead]

function say(name, is = "") {
  status.textContent = words[name];
  status.dataset.is = is;
}

const now = () => performance.timeOrigin + performance.now();
const ahead = () => samples.reduce((best, one) => (one[0] < best[0] ? one : best), [Infinity, NaN])[1];

function noteClock(asked, answered) {
  const took = now() - asked;
  samples = [...samples.slice(1 - CLOCK_SAMPLES), [took, answered - (asked + took / 2)]];
}

// --- the camera ---------------------------------------------------------------------------

async function openCamera() {
  stream?.getTracks().forEach((track) => track.stop());
  const size = { width: { ideal: 640 }, height: { ideal: 480 } };
  stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: { ideal: facing }, frameRate: { ideal: RATE_HZ, max: RATE_HZ }, ...size },
    audio: false,
  });
  video.srcObject = stream;
  const side = stream.getVideoTracks()[0].getSettings().facingMode ?? facing;
  video.classList.toggle("front", side === "user"); // as a mirror, on this screen only
  await video.play();
}

async function stayAwake() {
  try {
    wakeLock = await navigator.wakeLock?.request("screen");
  } catch {
    // it is saving power: the screen goes dark as always
  }
}

// Called for each picture that the camera shows; sends it when the one before has been seen.
function onFrame(_, metadata) {
  if (over) return;
  nextFrame();
  if (!ready || encoding || underway >= MOST_UNDERWAY || !video.videoWidth) return;
  const captured = performance.timeOrigin + (metadata?.captureTime ?? performance.now());
  const scale = Math.min(1, LONGEST_PX / Math.max(video.videoWidth, video.videoHeight));
  const width = Math.round(scale * video.videoWidth), height = Math.round(scale * video.videoHeight);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.drawImage(video, 0, 0, width, height);
  encoding = true;
  const to = socket;
  canvas.toBlob((jpeg) => {
    encoding = false;
    if (!jpeg || to !== socket || to.readyState !== WebSocket.OPEN) return;
    const moment = new DataView(new ArrayBuffer(8));
    moment.setFloat64(0, captured + ahead(), true);
    to.send(new Blob([moment.buffer, jpeg]));
    underway += 1;
    document.body.dataset.sent = sent += 1;
  }, "image/jpeg", QUALITY);
}

function nextFrame() {
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(onFrame);
  else setTimeout(() => onFrame(), 1000 / RATE_HZ);
}

// --- the connection -----------------------------------------------------------------------

function connect() {
  if (over) return;
  say("connecting", "waits");
  const mine = new WebSocket(`wss://${location.host}/camera`);
  socket = mine;
  let asked = 0, heard = now(), clock = 0;
  const ask = () => { asked = now(); mine.send("clock"); };
  mine.onopen = () => {
    const token = sessionStorage.getItem(TOKEN);
    asked = now();
    mine.send(JSON.stringify(token && !code ? { token } : { code }));
  };
  mine.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    seen = heard = now();
    if (said.refused) return refuse(said.refused);
    if (said.token) {
      sessionStorage.setItem(TOKEN, said.token);
      code = "";
      [underway, ready] = [0, true];
      say("live", "live");
      // Asked each second; a network that broke answers no more, and the browser tells late.
      clock = setInterval(() => (now() - heard > PATIENCE_MS ? mine.close() : ask()), CLOCK_MS);
    }
    if (said.seen) underway -= 1;
    else if (asked) [asked] = [0, noteClock(asked, said.now)];
    if (said.token) ask();
  };
  mine.onclose = ({ code: why }) => {
    clearInterval(clock);
    if (socket !== mine) return;
    ready = false;
    if (over) return;
    // The computer has stopped, or stays away for longer than it would wait for us.
    if (why === STOPPED || now() - seen > ABSENCE_MS) return finish("ended");
    say("connecting", "waits");
    setTimeout(connect, RETRY_MS);
  };
}

function refuse(why) {
  const token = sessionStorage.getItem(TOKEN);
  sessionStorage.removeItem(TOKEN);
  finish(token && !code && why !== "too_often" ? "ended" : why);
}

function finish(word) {
  over = true;
  ready = false;
  socket?.close();
  stream?.getTracks().forEach((track) => track.stop());
  wakeLock?.release();
  video.hidden = at("during").hidden = true;
  say(word);
}

// --- the buttons --------------------------------------------------------------------------

async function begin() {
  if (!navigator.mediaDevices?.getUserMedia) return say("no_camera");
  say("asking", "waits");
  try {
    await openCamera();
  } catch (error) {
    return say(error.name === "NotAllowedError" ? "denied" : "no_camera");
  }
  at("before").hidden = true;
  video.hidden = at("during").hidden = false;
  stayAwake();
  nextFrame();
  seen = now();
  connect();
}

async function otherCamera() {
  const before = facing;
  facing = before === "user" ? "environment" : "user";
  try {
    await openCamera();
  } catch {
    facing = before; // it has one camera, or another program uses the other one
    await openCamera().catch(() => finish("no_camera"));
  }
}

at("begin").addEventListener("click", begin);
at("other").addEventListener("click", otherCamera);
at("stop").addEventListener("click", () => {
  sessionStorage.removeItem(TOKEN);
  finish("stopped");
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !over && stream) stayAwake();
});
if (!code && !sessionStorage.getItem(TOKEN)) {
  at("before").hidden = true;
  finish("unknown");
}
