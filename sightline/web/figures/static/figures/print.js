// Buttons that print the page: without a script the browser's own menu does it, so they are hidden until this runs.
function show() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
document.body.addEventListener("htmx:afterSettle", show);
show();
