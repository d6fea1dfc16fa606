// Replays the last lift slowly: plays, freezes and steps through frames that are only in memory. A
// frame is decoded when it is shown: all of them at once would take hundreds of megabytes.

const SPEEDS = [1, 0.5, 0.25];
const FIRST_SPEED = 0.5;
const HOLD_S = 0.8; // the last frame stays for a moment before the replay restarts
const FOCUS_MS = 150; // the dialog first focuses its own Close button
const TYPES = "input:not([type=range]), textarea, select";

class Player {
  constructor(root, data) {
    const find = (name) => root.querySelector(name);
    Object.assign(this, { root, name: data.name, words: data.words, times_s: data.times_s });
    this.pictures = data.pictures.map(toBlob);
    this.number = new Intl.NumberFormat(data.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.box = find(".player");
    this.canvas = find("canvas");
    this.moment = find(".moment");
    this.button = find(".play");
    this.time = find(".time");
    this.row = 0;
    this.at_s = 0;
    this.speed = FIRST_SPEED;
    this.label(find);
    this.moment.max = this.times_s.length - 1;
    this.moment.oninput = () => this.freeze(this.moment.valueAsNumber);
    this.button.onclick = () => this.play(!this.playing);
    find(".back").onclick = () => this.freeze(this.row - 1);
    find(".on").onclick = () => this.freeze(this.row + 1);
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey, true);
    this.show(0);
    this.play(true);
    setTimeout(() => this.button.focus(), FOCUS_MS);
  }

  label(find) {
    const { words } = this;
    this.canvas.setAttribute("aria-label", words.picture);
    this.box.setAttribute("aria-label", words.picture);
    this.moment.setAttribute("aria-label", words.moment);
    for (const name of ["back", "on"]) {
      find(`.${name}`).setAttribute("aria-label", words[name]);
      find(`.${name}`).title = words[name];
    }
    find(".speeds").setAttribute("aria-label", words.speed);
    this.speeds = SPEEDS.map((speed, i) => {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.textContent = words.speeds[i];
      button.onclick = () => this.choose(speed);
      return button;
    });
    find(".speeds").replaceChildren(...this.speeds);
    this.choose(this.speed);
  }

  choose(speed) {
    this.speed = speed;
    this.speeds.forEach((b, i) => b.setAttribute("aria-pressed", String(SPEEDS[i] === speed)));
  }

  play(on) {
    this.playing = on;
    this.button.textContent = on ? this.words.freeze : this.words.play;
    this.box.dataset.playing = String(on);
    if (!on) return;
    let last_ms = null;
    const run = (this.run = (now_ms) => {
      if (!this.playing || this.run !== run) return;
      if (last_ms !== null) this.go((this.speed * (now_ms - last_ms)) / 1000);
      last_ms = now_ms;
      requestAnimationFrame(run);
    });
    requestAnimationFrame(run);
  }

  go(by_s) {
    this.at_s += by_s;
    if (this.at_s > this.times_s.at(-1) + HOLD_S) this.at_s = 0;
    let row = this.times_s.findIndex((time_s) => time_s > this.at_s);
    this.show(row < 0 ? this.times_s.length - 1 : Math.max(0, row - 1));
  }

  /** Freeze at one frame. */
  freeze(row) {
    this.play(false);
    const at = Math.min(Math.max(row, 0), this.times_s.length - 1);
    this.at_s = this.times_s[at];
    this.show(at);
  }

  /** Draw a frame; while one is being decoded only the newest request counts. */
  async show(row) {
    this.row = row;
    if (this.drawing) return;
    this.drawing = true;
    while (this.shown !== this.row) {
      const wanted = this.row;
      const bitmap = await createImageBitmap(this.pictures[wanted]);
      const { canvas } = this;
      if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
      if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      bitmap.close();
      this.shown = wanted;
      this.update(wanted);
    }
    this.drawing = false;
  }

  update(row) {
    const time = `${this.number.format(this.times_s[row])} s`;
    this.moment.value = String(row);
    this.moment.setAttribute("aria-valuetext", time);
    this.time.textContent = time;
    this.box.dataset.row = String(row);
  }

  key(event) {
    const at = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || !(at instanceof Element)) return;
    if (at.matches(TYPES)) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape" && at === document.body) this.closeDialog();
    else if (step) this.freeze(this.row + step);
    else if (event.key === " " && !at.matches("button, input, [role=switch]")) this.play(!this.playing);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Close the dialog, which gets its key only while it has the focus; saving takes the focus away. */
  closeDialog() {
    const dialog = (this.root.host ?? this.root).closest("[role=dialog]");
    dialog?.querySelector("[aria-label=Close]")?.click();
  }

  close() {
    this.playing = false;
    this.pictures = [];
    window.removeEventListener("keydown", this.onKey, true);
  }
}

function toBlob(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: "image/jpeg" });
}

export default function ({ data, parentElement }) {
  const now = parentElement.tilcoachPlayer;
  if (now?.name !== data.name) {
    now?.close();
    parentElement.tilcoachPlayer = new Player(parentElement, data);
  }
  return () => {
    parentElement.tilcoachPlayer?.close();
    parentElement.tilcoachPlayer = null;
  };
}
