// The voice of the coach: loads the sentences, plays one at a time, and shows its own switch,
// volume and, when the browser makes no sound, one line that says so.
//
// Who speaks: a voice of this computer or telephone that works by itself (localService), or else the
// shipped sounds. A voice that sends the text to somebody's server is never offered and never used.
//
// The sentence to speak comes from speak.js, in a fragment that reruns often: the newest one is in
// window.tilcoachUtterance, and the event tilcoach-utterance announces it. The event tilcoach-voice
// reports what became of it; only tests listen to that. Nothing here waits for an animation frame,
// so it sounds while the page is in the background as well.

const STORAGE_KEY = "tilcoach.voice"; // in this browser only: on or off, and the volume
const TOO_LATE_MS = 1000; // a sentence that starts later than this would confuse
const RESUME_MS = 300; // how long a suspended sound system may take to resume
const RESUME_RETRY_MS = 1000;
const SETTLE_MS = 600; // before that the browser has not decided whether sound is allowed
const SHIPPED = "tilcoach"; // the name of the shipped sounds among the voices
const SPOKEN_AS = { nl: ["nl-NL", "nl-BE"], en: ["en-GB", "en-US"] };
const BREATH_S = 0.25; // between what went well and the one thing to try
const FADE_S = 0.03; // so that an interrupted sentence does not click

class Voice {
  constructor() {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");
    this.on = stored.on ?? true;
    this.volume = stored.volume ?? 0.8;
    this.chosen = stored.who ?? null; // the name of a voice; null: the first local one
    this.texts = {}; // code -> what it says, for a local voice
    this.sounds = new Map(); // code -> promise of the decoded sentence
    this.language = null; // of the loaded sounds
    this.lastKey = ""; // of the newest utterance
    this.newest = null; // the utterance to play, from the coach or the Listen button
    this.view = null;
    const Context = window.AudioContext ?? window.webkitAudioContext;
    if (Context) this.open(new Context());
    window.speechSynthesis?.addEventListener?.("voiceschanged", () => this.refresh());
    window.addEventListener("tilcoach-utterance", () => this.receive(window.tilcoachUtterance));
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
    // A click inside another frame, such as on Start, fires no event here, but counts.
    setInterval(() => this.wake(), RESUME_RETRY_MS);
  }

  get loudness() {
    return this.volume ** 2; // so that half of it sounds about half as loud
  }

  get isAwake() {
    return this.context?.state === "running";
  }

  /** Ask the browser for sound; it agrees only after a click or a key, in any of its frames. */
  wake() {
    const allowed = navigator.userActivation?.hasBeenActive ?? true;
    if (this.context && !this.isAwake && allowed) this.context.resume().catch(() => {});
  }

  /** The voices of this machine for the language of the page that send no text away. */
  localVoices() {
    const wanted = SPOKEN_AS[this.language] ?? [];
    const place = (voice) => wanted.indexOf(voice.lang.replace("_", "-"));
    return [...(window.speechSynthesis?.getVoices() ?? [])]
      .filter((voice) => voice.localService === true && place(voice) >= 0)
      .sort((one, other) => place(one) - place(other));
  }

  /** The local voice to speak with; undefined for the shipped sounds. */
  get speaker() {
    const voices = this.localVoices();
    if (this.chosen === SHIPPED) return undefined;
    return voices.find((voice) => voice.name === this.chosen) ?? voices[0];
  }

  /** Decode all sentences of a language ahead of time. */
  load({ name, sounds, texts }) {
    this.texts = texts;
    if (!this.context || this.language === name) return;
    this.language = name;
    this.sounds = new Map(
      Object.entries(sounds).map(([code, text]) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        return [code, this.context.decodeAudioData(bytes.buffer).catch(() => null)];
      }),
    );
  }

  /** Play an utterance: each key once, and never later. */
  receive(utterance) {
    this.wake();
    if (!utterance?.key || utterance.key === this.lastKey) return;
    this.lastKey = utterance.key;
    if (this.on) this.play(utterance);
    else this.report("off", utterance);
  }

  async play(utterance) {
    const asked_ms = performance.now();
    this.newest = utterance;
    const { speaker } = this;
    if (speaker && this.texts[utterance.code]) return this.speak(speaker, utterance, asked_ms);
    return this.sound(utterance, asked_ms);
  }

  /** Speak with a local voice; where it cannot, the shipped sound is played. */
  speak(speaker, utterance, asked_ms) {
    this.interrupt();
    const text = [utterance.before, utterance.code].map((code) => this.texts[code]);
    const said = new SpeechSynthesisUtterance(text.filter(Boolean).join(" "));
    said.voice = speaker;
    said.lang = speaker.lang;
    said.volume = this.loudness;
    const told = () => ({ ...utterance, asked_ms, started_ms: performance.now(), output_ms: 0 });
    said.onstart = () => this.report("started", { ...told(), voice: speaker.name });
    said.onend = () => this.report("ended", utterance);
    said.onerror = ({ error }) => {
      const stopped = ["interrupted", "canceled"].includes(error);
      if (!stopped && utterance === this.newest) this.sound(utterance, asked_ms);
    };
    window.speechSynthesis.speak(said);
  }

  /** Play the shipped sound. */
  async sound(utterance, asked_ms) {
    const [first, second] = await Promise.all(
      [utterance.before, utterance.code].map((code) => this.sounds.get(code)),
    );
    const buffer = first && second ? this.joined(first, second) : second;
    if (!this.isAwake) await this.resumed();
    const late = performance.now() - asked_ms > TOO_LATE_MS || utterance !== this.newest;
    if (!buffer) return this.report("unknown", utterance);
    if (!this.isAwake || late) return this.report("silent", utterance);
    this.interrupt();
    this.start(buffer, utterance, asked_ms);
  }

  /** Start now; an empty sound beside it ends at once, which shows that sound is running. */
  start(buffer, utterance, asked_ms) {
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
      this.report("started", { ...utterance, asked_ms, started_ms, output_ms });
    };
    source.onended = () => {
      if (this.playing?.source === source) this.playing = null;
      this.report("ended", utterance);
    };
    this.playing = { source, level };
    source.start();
    marker.start();
  }

  /** Two sentences as one sound, with a breath between them. */
  joined(first, second) {
    const rate = first.sampleRate;
    const at = first.length + Math.round(BREATH_S * rate);
    const sound = this.context.createBuffer(1, at + second.length, rate);
    sound.copyToChannel(first.getChannelData(0), 0, 0);
    sound.copyToChannel(second.getChannelData(0), 0, at);
    return sound;
  }

  /** Stop the sentence that is playing. */
  interrupt() {
    window.speechSynthesis?.cancel();
    if (!this.playing) return;
    const { source, level } = this.playing;
    level.gain.setTargetAtTime(0, this.context.currentTime, FADE_S / 3);
    source.stop(this.context.currentTime + FADE_S);
    this.playing = null;
  }

  async resumed() {
    this.wake();
    await new Promise((done) => {
      setTimeout(done, RESUME_MS);
      this.context?.addEventListener("statechange", done, { once: true });
    });
  }

  report(state, details) {
    window.dispatchEvent(new CustomEvent("tilcoach-voice", { detail: { state, ...details } }));
  }

  change(change) {
    Object.assign(this, change);
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ on: this.on, volume: this.volume, who: this.chosen }));
    if (!this.on) this.interrupt();
    this.gain?.gain.setTargetAtTime(this.loudness, this.context.currentTime, FADE_S / 3);
    this.refresh();
  }

  /** Attach to the controls of a page that was just drawn. */
  show(root, words, example) {
    const find = (name) => root.querySelector(`.${name}`);
    const view = { root, words, ...Object.fromEntries(
      ["voice", "switch", "name", "who", "volume", "listen", "silent", "wake"].map((n) => [n, find(n)]),
    ) };
    view.voice.setAttribute("aria-label", words.group);
    view.volume.setAttribute("aria-label", words.volume);
    view.who.setAttribute("aria-label", words.who);
    view.who.onchange = () => {
      this.change({ chosen: view.who.value });
      this.play({ code: example, key: "" });
    };
    view.listen.textContent = words.listen;
    view.wake.textContent = words.wake;
    view.switch.onclick = () => this.change({ on: !this.on });
    view.volume.oninput = () => this.change({ volume: view.volume.valueAsNumber / 100 });
    view.listen.onclick = () => this.play({ code: example, key: "" });
    view.wake.onclick = () => this.wake();
    this.view = view;
    this.refresh();
  }

  refresh() {
    const { view } = this;
    if (!view) return;
    const { words } = view;
    const voices = this.localVoices();
    const names = [...voices.map((voice) => voice.name), SHIPPED];
    if (view.names !== names.join()) {
      view.names = names.join();
      view.who.replaceChildren(
        ...names.map((name) => new Option(name === SHIPPED ? words.shipped : name, name)),
      );
    }
    view.who.value = this.speaker?.name ?? SHIPPED;
    view.who.hidden = !this.on || !voices.length;
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
      this.report(state === "on" ? "ready" : state, {});
    }
  }
}

export default function ({ data, parentElement }) {
  const voice = (window.tilcoachVoice ??= new Voice());
  voice.load(data);
  voice.show(parentElement, data.words, data.example);
  return () => {
    voice.interrupt();
    voice.view = null;
  };
}
