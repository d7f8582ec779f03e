// A link that is copied in place of being followed; without the clipboard it stays a link.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  const before = link.textContent;
  try {
    await navigator.clipboard.writeText(link.dataset.copy);
  } catch {
    window.location.assign(link.href);
    return;
  }
  link.textContent = "Copied";
  document.dispatchEvent(new CustomEvent("sightline:say", { detail: "Link copied" }));
  window.setTimeout(() => { link.textContent = before; }, 2000);
});
