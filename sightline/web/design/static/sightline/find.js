// The suggestions under the find box: arrow keys go through them, Enter opens one, Escape closes them.
const box = document.getElementById("find");
const list = document.getElementById("find-suggestions");

if (box && list) {
  let at = -1;

  const options = () => Array.from(list.querySelectorAll("[role=option]"));

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const open = () => {
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  };

  const choose = (place) => {
    const found = options();
    if (!found.length) return;
    at = (place + found.length) % found.length;
    found.forEach((option, k) => option.setAttribute("aria-selected", String(k === at)));
    box.setAttribute("aria-activedescendant", found[at].id);
    found[at].scrollIntoView({ block: "nearest" });
  };

  const follow = (option) => {
    const link = option.querySelector("a");
    if (link) window.location.assign(link.href);
  };

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  list.addEventListener("htmx:afterSwap", () => {
    const found = options();
    at = -1;
    box.removeAttribute("aria-activedescendant");
    if (!found.length || document.activeElement !== box) return close();
    open();
    const text = found.length === 1 ? "1 suggestion" : `${found.length} suggestions`;
    document.dispatchEvent(new CustomEvent("sightline:say", { detail: text }));
  });

  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && options().length) {
      event.preventDefault();
      open();
      choose(at + 1);
    } else if (event.key === "ArrowUp" && !list.hidden) {
      event.preventDefault();
      choose(at < 0 ? -1 : at - 1);
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      follow(options()[at]);
    }
  });

  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    follow(option);
  });

  box.addEventListener("blur", close);
}
