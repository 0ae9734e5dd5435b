// Watches the next keys in the line that is written, as many as are told, and keeps, in ms since the
// last of them was pressed, when the page with all of them in it was painted.
const [keys] = arguments;
const field = document.querySelector('[data-test=line-help]');
const board = document.querySelector('[data-test=summary-board]');
let pressed = null;
let count = 0;

field.addEventListener('keydown', ({ timeStamp }) => {
  pressed = timeStamp;
  count += 1;
});

async function painted() {
  const load = (image) =>
    new Promise((done) => image.addEventListener('load', done, { once: true }));
  await Promise.all([...board.querySelectorAll('img')].map(load));
  // The first of the two runs before the frame is painted, the second after it.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - pressed;
}

window.shown = new Promise((tell) => {
  const watch = new MutationObserver(() => {
    const words = document.querySelector('[data-test=summary-text]').textContent;
    if (count < keys || !words.includes(field.value.trim())) return;
    watch.disconnect();
    tell(painted());
  });
  watch.observe(board, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
});
