// The voice of the coach: keeps the sentences ready to play, plays one at a time, and shows its
// own switch, volume and, when the browser makes no sound, one line that says so.
//
// What is to be said comes from another place (say.js), in a part of the page that is drawn again
// and again: the newest wish lies in window.tilcoachWish, and the event tilcoach-wish tells of it.
// What became of it is told by the event tilcoach-voice; tests and nobody else listen to that.
// Nothing here waits for a picture, so it sounds while the page is in the background as well.

const KEPT = "tilcoach.voice"; // in this browser only: on or off, and how loud
const TOO_LATE_MS = 1000; // a sentence that cannot begin by then would confuse
const RESUME_MS = 300; // so long a sleeping sound system may take to wake up
const ASK_AGAIN_MS = 1000;
const SETTLE_MS = 600; // no line about silence before the browser has had time to decide
const FADE_S = 0.03; // a sentence that is cut short does not click

class Voice {
  constructor() {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    this.on = kept.on ?? true;
    this.volume = kept.volume ?? 0.8;
    this.sounds = new Map(); // a promise of a decoded sentence for each code
    this.spoken = null; // which set of sounds this is
    this.heard = ""; // the key of the newest wish
    this.newest = null; // what is to be said now, by a wish or by a press on the button
    this.view = null;
    const Context = window.AudioContext ?? window.webkitAudioContext;
    if (Context) this.open(new Context());
    window.addEventListener("tilcoach-wish", () => this.take(window.tilcoachWish));
    for (const gesture of ["pointerdown", "keydown"])
      window.addEventListener(gesture, () => this.wake(), { capture: true });
  }

  open(context) {
    this.context = context;
    this.gain = context.createGain();
    this.gain.connect(context.destination);
    this.gain.gain.value = this.loudness;
    context.addEventListener("statechange", () => this.refresh());
    setTimeout(() => ((this.settled = true), this.refresh()), SETTLE_MS);
    // A click inside another frame, such as on Start, is told to nobody, but counts.
    setInterval(() => this.wake(), ASK_AGAIN_MS);
  }

  get loudness() {
    return this.volume ** 2; // the ear hears half of it as about half as loud
  }

  get isAwake() {
    return this.context?.state === "running";
  }

  /** Ask the browser for sound; it says yes only after a click or a key, in any of its frames. */
  wake() {
    const allowed = navigator.userActivation?.hasBeenActive ?? true;
    if (this.context && !this.isAwake && allowed) this.context.resume().catch(() => {});
  }

  /** Decode all sentences of a language ahead of time. */
  load({ name, sounds }) {
    if (!this.context || this.spoken === name) return;
    this.spoken = name;
    this.sounds = new Map(
      Object.entries(sounds).map(([code, text]) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        return [code, this.context.decodeAudioData(bytes.buffer).catch(() => null)];
      }),
    );
  }

  /** Hear what is to be said: each key once, and never later. */
  take(wish) {
    this.wake();
    if (!wish?.key || wish.key === this.heard) return;
    this.heard = wish.key;
    if (this.on) this.say(wish);
    else this.tell("off", wish);
  }

  async say(wish) {
    const asked_ms = performance.now();
    this.newest = wish;
    const buffer = await this.sounds.get(wish.code);
    if (!this.isAwake) await this.awake();
    const late = performance.now() - asked_ms > TOO_LATE_MS || wish !== this.newest;
    if (!buffer) return this.tell("unknown", wish);
    if (!this.isAwake || late) return this.tell("silent", wish);
    this.hush();
    this.start(buffer, wish, asked_ms);
  }

  /** Start now; an empty sound beside it ends at once, and so tells that the sound runs. */
  start(buffer, wish, asked_ms) {
    const { context } = this;
    const level = context.createGain();
    level.connect(this.gain);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(level);
    const marker = context.createBufferSource();
    marker.buffer = context.createBuffer(1, 1, context.sampleRate);
    marker.connect(level);
    marker.onended = () => {
      const started_ms = performance.now();
      const output_ms = 1000 * (context.outputLatency || context.baseLatency || 0);
      this.tell("started", { ...wish, asked_ms, started_ms, output_ms });
    };
    source.onended = () => {
      if (this.playing?.source === source) this.playing = null;
      this.tell("ended", wish);
    };
    this.playing = { source, level };
    source.start();
    marker.start();
  }

  /** End the sentence that is being said. */
  hush() {
    if (!this.playing) return;
    const { source, level } = this.playing;
    level.gain.setTargetAtTime(0, this.context.currentTime, FADE_S / 3);
    source.stop(this.context.currentTime + FADE_S);
    this.playing = null;
  }

  async awake() {
    this.wake();
    await new Promise((done) => {
      setTimeout(done, RESUME_MS);
      this.context?.addEventListener("statechange", done, { once: true });
    });
  }

  tell(state, about) {
    window.dispatchEvent(new CustomEvent("tilcoach-voice", { detail: { state, ...about } }));
  }

  change(change) {
    Object.assign(this, change);
    localStorage.setItem(KEPT, JSON.stringify({ on: this.on, volume: this.volume }));
    if (!this.on) this.hush();
    this.gain?.gain.setTargetAtTime(this.loudness, this.context.currentTime, FADE_S / 3);
    this.refresh();
  }

  /** Take over the controls of a page that was just drawn. */
  show(root, words, example) {
    const find = (name) => root.querySelector(`.${name}`);
    const view = { root, words, ...Object.fromEntries(
      ["voice", "switch", "name", "volume", "listen", "silent", "wake"].map((n) => [n, find(n)]),
    ) };
    view.voice.setAttribute("aria-label", words.group);
    view.volume.setAttribute("aria-label", words.volume);
    view.listen.textContent = words.listen;
    view.wake.textContent = words.wake;
    view.switch.onclick = () => this.change({ on: !this.on });
    view.volume.oninput = () => this.change({ volume: view.volume.valueAsNumber / 100 });
    view.listen.onclick = () => this.say({ code: example, key: "" });
    view.wake.onclick = () => this.wake();
    this.view = view;
    this.refresh();
  }

  refresh() {
    const { view } = this;
    if (!view) return;
    const { words } = view;
    const blocked = this.on && !this.isAwake && this.settled;
    view.switch.setAttribute("aria-checked", String(this.on));
    view.name.textContent = this.on ? words.on : words.off;
    view.volume.value = String(Math.round(100 * this.volume));
    view.volume.setAttribute("aria-valuetext", `${view.volume.value} %`);
    const missing = this.on && !this.context;
    const line = missing ? words.missing : blocked ? words.blocked : "";
    if (view.silent.textContent !== line) view.silent.textContent = line;
    view.silent.hidden = !line;
    view.wake.hidden = !blocked || missing;
    view.volume.hidden = view.listen.hidden = !this.on || blocked || missing;
    const state = !this.on ? "off" : this.isAwake ? "on" : "blocked";
    if (view.voice.dataset.state !== state) {
      view.voice.dataset.state = state;
      this.tell(state === "on" ? "ready" : state, {});
    }
  }
}

export default function ({ data, parentElement }) {
  const voice = (window.tilcoachVoice ??= new Voice());
  voice.load(data);
  voice.show(parentElement, data.words, data.example);
  return () => {
    voice.hush();
    voice.view = null;
  };
}
