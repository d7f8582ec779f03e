// Says what a swapped part holds, once, in the page's one live region; shows that an answer is awaited.
const region = document.getElementById("live");
const wait = document.getElementById("wait");

function say(text) {
  region.textContent = "";
  // A reader notices a change, so the same words twice need a pause between.
  window.setTimeout(() => { region.textContent = text; }, 60);
}

document.addEventListener("sightline:say", (event) => say(event.detail));

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id !== "find") wait.classList.add("sl-wait--on");
});
document.body.addEventListener("htmx:afterRequest", () => wait.classList.remove("sl-wait--on"));

document.body.addEventListener("htmx:afterSettle", (event) => {
  const main = document.getElementById("main");
  if (event.target !== main && event.detail.target?.id !== "main") return;
  const heading = main.querySelector("h1");
  say(main.dataset.announce || (heading ? `${heading.textContent.trim()}, updated` : "Updated"));
});

const failed = () => say("The page could not be updated. Try again, or load it afresh.");
document.body.addEventListener("htmx:sendError", failed);
document.body.addEventListener("htmx:timeout", failed);

// A session that ended leads to the sign-in page, which is no part of this one.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const answered = event.detail.xhr.responseURL;
  if (!answered || !new URL(answered).pathname.startsWith("/sign-in/")) return;
  event.detail.shouldSwap = false;
  window.location.assign(answered);
});

// An answer with an error is a page of its own, such as the sign-in page of a session that ended.
document.body.addEventListener("htmx:responseError", (event) => {
  if (event.target.id === "find") return;
  const path = event.detail.pathInfo?.finalRequestPath;
  if (event.detail.requestConfig?.verb === "get" && path) window.location.assign(path);
  else failed();
});
