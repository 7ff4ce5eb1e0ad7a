/** The link workshop, live: what is typed is sent to the page itself, and what changed is shown. */

const form = document.getElementById("form");
const said = document.getElementById("said");
const PAUSE_MS = 200; // between the last key and the question
const parts = [...document.querySelectorAll("[data-live]")];
const served = new Map(parts.map((part) => [part, part.innerHTML])); // before anybody opened or copied
let waiting;
let asked = new AbortController();

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE_MS);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  show();
});

document.addEventListener("click", async ({ target }) => {
  const { copy } = target.dataset;
  if (!copy) return;
  await navigator.clipboard.writeText(document.getElementById(copy).textContent);
  said.textContent = "Copied";
  setTimeout(() => { said.textContent = ""; }, 2000);
});

/** Asks for the page of what is typed, and takes over its live parts. */
async function show() {
  asked.abort();
  asked = new AbortController();
  const address = `?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    history.replaceState(null, "", address);
    said.textContent = "";
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = "No answer. Is the text too long, or are you logged out?";
  }
}

/** Puts the live parts of `page` in the place of ours; what is served the same stays as it is. */
function take(page) {
  for (const part of parts) {
    const fresh = page.getElementById(part.id);
    if (served.get(part) === fresh.innerHTML) continue;
    served.set(part, fresh.innerHTML);
    part.replaceChildren(...fresh.childNodes);
  }
  for (const input of form.elements) {
    const fresh = input.id && page.getElementById(input.id);
    if (fresh) input.toggleAttribute("aria-invalid", fresh.hasAttribute("aria-invalid"));
  }
  offerCopies();
}

/** Copying takes a script and a safe origin: only then are there buttons for it. */
function offerCopies() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

offerCopies();
