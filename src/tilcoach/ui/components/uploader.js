// Streamlit's uploader knows English alone: its few words are said in the language of the page.
(() => {
  const words = () => JSON.parse(document.querySelector(".tc-uploader-words")?.title ?? "{}");
  const say = () => {
    const { choose, most } = words();
    if (!choose) return;
    for (const place of document.querySelectorAll("[data-testid=stFileUploader]")) {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data
          .replace(/^(Upload( files?| directories)?|Browse files)$/, choose)
          .replace(/(\d+)MB per file/, (_, n) => most.replace("{n}", n));
        if (text !== node.data) node.data = text;
      }
    }
  };
  say();
  if (window.tilcoachUploader) return;
  window.tilcoachUploader = true;
  new MutationObserver(say).observe(document.body, { childList: true, subtree: true });
})();
