// Chromium in English drops the comma of 7,5 without a word, and 75 is left: it becomes a point, which
// Chromium reads in every language. Other browsers keep the comma, and read it or say that they cannot.
(() => {
  if (window.tilcoachDecimalComma || !window.chrome) return;
  window.tilcoachDecimalComma = true;
  document.addEventListener("beforeinput", (event) => {
    if (event.target.type !== "number" || !/^[^,]*,[^,]*$/.test(event.data ?? "")) return;
    event.preventDefault();
    document.execCommand("insertText", false, event.data.replace(",", "."));
  }, true);
})();
