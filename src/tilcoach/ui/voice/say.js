// Hands on what is to be said; voice.js, elsewhere on the page, says it.

export default function ({ data }) {
  window.tilcoachWish = data;
  window.dispatchEvent(new Event("tilcoach-wish"));
}
