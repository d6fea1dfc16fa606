// Whether the browser knows a camera; style.css shows our own sentence where it knows none.
(() => {
  const look = async () => {
    const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    const found = devices.some((device) => device.kind === "videoinput");
    document.body.classList.toggle("tc-without-camera", !found);
  };
  look().catch(() => {});
  if (window.tilcoachCameraCheck) return;
  window.tilcoachCameraCheck = true;
  navigator.mediaDevices?.addEventListener?.("devicechange", () => look().catch(() => {}));
})();
