// Runs in every frame of the page before the page does. Notes when each numbered picture was
// taken by the browser's camera, and when it was shown: the moment at which the browser draws the
// frame of the screen that holds it, by the system's clock, in milliseconds.
(() => {
  const BITS = 12, CELLS = 15, CELL_HEIGHT_PX = 16, MODULUS = 7, FLIP = 5; // as in film.py
  const probe = (window.tilcoachBench = { taken: [], shown: [] });
  const strip = new OffscreenCanvas(CELLS, CELL_HEIGHT_PX);
  const context = strip.getContext("2d", { willReadFrequently: true });

  const numberOf = (picture, width, height) => {
    const cell = Math.floor(width / CELLS), top = height - CELL_HEIGHT_PX;
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, top, cell * CELLS, CELL_HEIGHT_PX, 0, 0, CELLS, CELL_HEIGHT_PX);
    const { data } = context.getImageData(0, CELL_HEIGHT_PX / 2, CELLS, 1);
    let code = 0;
    for (let bit = 0; bit < CELLS; bit++) if (data[4 * bit] > 127) code |= 1 << bit;
    const number = code % (1 << BITS);
    return ((number % MODULUS) ^ FLIP) === code >> BITS ? number : null; // null: it is covered
  };
  const now = () => performance.timeOrigin + performance.now();
  const note = (list, number) => number !== null && list.push([number, now()]);

  // The picture of this machine's camera: shown with the next frame of the screen.
  const transfer = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
  ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
    const number = bitmap ? numberOf(bitmap, bitmap.width, bitmap.height) : null;
    requestAnimationFrame(() => note(probe.shown, number));
    return transfer.call(this, bitmap);
  };

  // The browser's camera, and what comes back from the server.
  const follow = (video, list) => {
    const onFrame = () => {
      note(list, numberOf(video, video.videoWidth, video.videoHeight));
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  if (!navigator.mediaDevices) return;
  const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await original(constraints);
    const video = Object.assign(document.createElement("video"), { muted: true, srcObject: stream });
    video.style.cssText = "position:fixed;width:2px;height:2px;opacity:0.01";
    document.body.append(video);
    await video.play();
    follow(video, probe.taken);
    const timer = setInterval(() => {
      const back = [...document.querySelectorAll("video")].find((v) => v !== video && v.videoWidth);
      if (!back) return;
      clearInterval(timer);
      follow(back, probe.shown);
    }, 100);
    return stream;
  };
})();
