// Single-key shortcuts, unless they are switched off: `/` finds, `g` and a letter goes, `?` lists them.
const PLACES = { h: "/", s: "/scorecard/", d: "/due/" };
const PAUSE = 1500;

const dialog = document.getElementById("shortcuts");
let since = 0;

const typing = (target) =>
  target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName) || target.closest("dialog");

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.shortcuts !== "on") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
  const awaited = performance.now() - since < PAUSE;
  since = 0;
  if (awaited && PLACES[event.key]) {
    event.preventDefault();
    window.location.assign(PLACES[event.key]);
  } else if (event.key === "g") {
    since = performance.now();
  } else if (event.key === "/") {
    const box = document.getElementById("find");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "?" && dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});
