// Shows the frames of a camera of this machine: each as soon as it arrives; then asks for the next.

const RETRY_MS = 500;

class Picture {
  constructor(canvas, path) {
    this.canvas = canvas;
    this.path = path;
    this.context = canvas.getContext("bitmaprenderer");
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}${this.path}`);
    this.socket.onmessage = ({ data }) => this.show(data);
    this.socket.onclose = () => {
      this.canvas.classList.add("waiting");
      if (!this.closed) setTimeout(() => this.closed || this.open(), RETRY_MS);
    };
  }

  async show(jpeg) {
    if (jpeg.size > 0) {
      const bitmap = await createImageBitmap(jpeg);
      this.canvas.width = bitmap.width;
      this.canvas.height = bitmap.height;
      this.context.transferFromImageBitmap(bitmap);
    }
    this.canvas.classList.toggle("waiting", jpeg.size === 0);
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send("shown");
  }

  close() {
    this.closed = true;
    this.socket.close();
  }
}

const shown = new WeakMap(); // per element, from one rerun to the next

export default function ({ data, parentElement }) {
  const canvas = parentElement.querySelector(".picture");
  canvas.setAttribute("aria-label", data.name);
  if (shown.get(parentElement)?.path !== data.path) {
    shown.get(parentElement)?.close();
    shown.set(parentElement, new Picture(canvas, data.path));
  }
  return () => {
    shown.get(parentElement)?.close();
    shown.delete(parentElement);
  };
}
