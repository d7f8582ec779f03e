// Puts a picked figure where the cursor is, and shows the text as it will read while it is typed.
const form = document.getElementById("write");
const texts = ["shows", "why", "doing"].map((name) => document.getElementById(`id_${name}`));
const into = document.getElementById("pick_into");
let timer = 0;

function show() {
  const body = new FormData(form);
  window.htmx.ajax("POST", form.dataset.preview, {
    target: "#preview", swap: "innerHTML", values: Object.fromEntries(body),
    headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") },
  });
}

function soon() {
  window.clearTimeout(timer);
  timer = window.setTimeout(show, 700);
}

texts.forEach((text) => {
  text.addEventListener("input", soon);
  text.addEventListener("focus", () => { into.value = text.name; });
});

document.getElementById("insert").addEventListener("click", (event) => {
  const token = document.querySelector("#picked [data-token]")?.dataset.token;
  const text = document.getElementById(`id_${into.value}`);
  if (!token || !text) return;
  event.preventDefault();
  const at = text.selectionStart ?? text.value.length;
  const before = text.value.slice(0, at);
  const gap = before && !/\s$/.test(before) ? " " : "";
  text.setRangeText(gap + token, at, text.selectionEnd ?? at, "end");
  text.focus();
  soon();
});
