// Runs in every frame before the page does. Remembers when each numbered camera picture was first
// seen on the way in, by the clock on the wall, and how much later it was seen on the way back.
(() => {
  const BITS = 12, CELL_WIDTH_PX = 24;
  const probe = (window.tilcoachProbe = { seen: new Map(), arrived_ms: {}, latencies_ms: [], blue: { in: 0, out: 0 } });

  const draw = (video) => {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(video, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };

  const number = ({ data, width, height }) => {
    let value = 0;
    for (let bit = 0; bit < BITS; bit++) {
      const x = width - CELL_WIDTH_PX / 2, y = Math.floor(((bit + 0.5) * height) / BITS);
      if (data[4 * (y * width + x)] > 127) value |= 1 << bit;
    }
    return value;
  };

  // Pixels in the colour of the trunk line, which nothing in the film has.
  const blue = ({ data }) => {
    let count = 0;
    for (let i = 0; i < data.length; i += 4)
      if (data[i] < 120 && data[i + 1] > 110 && data[i + 1] < 200 && data[i + 2] > 200) count++;
    return count;
  };

  const follow = (video, way) => {
    let last = -1;
    const onFrame = (now) => {
      const picture = draw(video), n = number(picture);
      probe.blue[way] = Math.max(probe.blue[way], blue(picture));
      if (n !== last) {
        if (way === "in") {
          probe.seen.set(n, now);
          probe.arrived_ms[n] ??= performance.timeOrigin + now; // the film plays over and over
        }
        else if (probe.seen.has(n)) {
          probe.latencies_ms.push(now - probe.seen.get(n));
          probe.seen.delete(n);
        }
      }
      last = n;
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
    follow(video, "in");
    const timer = setInterval(() => {
      const back = [...document.querySelectorAll("video")].find((v) => v !== video && v.videoWidth);
      if (back) { clearInterval(timer); follow(back, "out"); }
    }, 100);
    return stream;
  };
})();
