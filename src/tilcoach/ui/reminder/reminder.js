// Suggests another posture after a set time; then waits until the user answers, or until the line
// has been shown for a while. It runs across all pages, and ends with the window.

const VOICE = "tilcoach.voice"; // stored by voice.js: on or off, and the volume
const SHOWN_MIN = 5; // then the line disappears: a user who did not see it was away
const POLL_MS = 1000;
const TONE_HZ = 440;
const TONE_S = 1.2;
const SOFT = 0.12; // of full loudness

class Reminder {
  constructor() {
    this.minute_ms = 60_000; // tests make it shorter
    this.minutes = 0;
    this.begin();
    setInterval(() => this.poll(), POLL_MS);
  }

  begin() {
    this.since_ms = performance.now();
    this.isDue = false;
    this.refresh();
  }

  set(minutes) {
    if (minutes === this.minutes) return;
    this.minutes = minutes;
    this.begin();
  }

  poll() {
    const waited_min = (performance.now() - this.since_ms) / this.minute_ms;
    if (!this.minutes) return;
    if (!this.isDue && waited_min >= this.minutes) {
      this.isDue = true;
      this.sound();
      this.refresh();
    } else if (this.isDue && waited_min >= this.minutes + SHOWN_MIN) this.begin();
  }

  /** One soft tone that rises and fades, if the voice is on and the browser lets it sound. */
  sound() {
    const voice = JSON.parse(localStorage.getItem(VOICE) ?? "{}");
    const Context = window.AudioContext ?? window.webkitAudioContext;
    const allowed = navigator.userActivation?.hasBeenActive ?? true;
    if (voice.on === false || !Context || !allowed) return;
    const context = new Context();
    const [tone, level, now] = [context.createOscillator(), context.createGain(), context.currentTime];
    tone.frequency.value = TONE_HZ;
    level.gain.setValueAtTime(0, now);
    level.gain.linearRampToValueAtTime(SOFT * (voice.volume ?? 0.8), now + TONE_S / 4);
    level.gain.linearRampToValueAtTime(0, now + TONE_S);
    tone.connect(level).connect(context.destination);
    tone.onended = () => context.close();
    tone.start(now);
    tone.stop(now + TONE_S);
  }

  /** Attach to the line of a page that was just drawn. */
  show(root, words) {
    const done = root.querySelector(".done");
    done.textContent = words.done;
    done.onclick = () => this.begin();
    this.view = { line: root.querySelector(".line"), done, words };
    this.refresh();
  }

  refresh() {
    if (!this.view) return;
    const { line, done, words } = this.view;
    const text = this.isDue ? words.line : "";
    if (line.textContent !== text) line.textContent = text;
    done.hidden = !this.isDue;
  }
}

export default function ({ data, parentElement }) {
  const reminder = (window.tilcoachReminder ??= new Reminder());
  reminder.show(parentElement, data.words);
  reminder.set(data.minutes);
}
