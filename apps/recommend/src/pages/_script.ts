/**
 * The script of the pages: search as you type, and changes without a new page. All
 * that it shows was rendered by the server, and whatever it does not manage is left
 * to the link or the form that it stands in for.
 *
 * It is a text, as a bundler may rewrite functions so that they no longer run alone.
 */
export const SCRIPT = `
"use strict";
const page = document.documentElement;
page.classList.add("live");

// Changes: elements of [data-part] are replaced by those of the page that is answered.

const pathOf = ({ pathname, search }) => pathname + search;
let shown = pathOf(location);
let changing = null;

async function change(address, { keep = null, push = true } = {}) {
  changing?.abort();
  const mine = changing = new AbortController();
  // What comes soon need not be announced.
  const waiting = setTimeout(() => page.classList.add("waiting"), 150);
  try {
    const response = await fetch(address, { signal: mine.signal });
    const type = response.headers.get("Content-Type") ?? "";
    if (!type.startsWith("text/html")) throw new Error(type);
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine.signal.aborted) return;
    replaceParts(next, keep);
    document.title = next.title;
    if (push) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    shown = pathOf(location);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  } finally {
    clearTimeout(waiting);
    if (changing === mine) page.classList.remove("waiting");
  }
}

function replaceParts(next, keep) {
  const parts = [...document.querySelectorAll("[data-part]")];
  const same = parts.every((part) => next.getElementById(part.id)) &&
    next.querySelectorAll("[data-part]").length === parts.length;
  const focused = placeOf(document.activeElement);
  if (!same) {
    document.getElementById("main").replaceWith(next.getElementById("main"));
  }
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = next.getElementById(part.id);
    if (other === null || part === keep) continue;
    if (part.id === "status") part.textContent = other.textContent;
    else {
      if ("open" in part) other.open = part.open;
      part.replaceWith(other);
    }
  }
  if (!document.activeElement || document.activeElement === document.body) {
    (focused() ?? document.getElementById("main")).focus({ preventScroll: true });
  }
}

// Where the focus was, so that it is found again: the same words, or the same place.
function placeOf(element) {
  const part = element?.closest("[data-part], main");
  if (!part) return () => null;
  const targets = (root) => [...root.querySelectorAll("a, button, input, summary")];
  const place = targets(part).indexOf(element);
  const words = element.textContent;
  return () => {
    const found = targets(document.getElementById(part.id) ?? document);
    return (words && found.find((one) => one.textContent === words)) ??
      found[Math.min(place, found.length - 1)];
  };
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-live]");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey &&
    !event.shiftKey && !event.altKey;
  if (!link || !isPlain) return;
  event.preventDefault();
  change(link.href);
});

addEventListener("popstate", () => {
  // A step within the page, such as to its content, is the browser's.
  if (pathOf(location) !== shown) change(location.href, { push: false });
});

// Rules are applied while they are set; what is typed in stays.

function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value !== "" && !(name === "diversity" && value === "0")) {
      query.append(name, value);
    }
  }
  return form.action.split("?")[0] + (query.size > 0 ? "?" + query : "");
}

let typing = 0;

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  clearTimeout(typing);
  typing = setTimeout(() => applyRules(form), 250);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  event.preventDefault();
  clearTimeout(typing);
  applyRules(form);
});

function applyRules(form) {
  if (!form.isConnected || !form.checkValidity()) return;
  change(addressOf(form), { keep: form.closest("[data-part]"), push: false });
}

// Search as you type: a list box under the search box, as ARIA has it.

const box = document.getElementById("q");

if (box) {
  const form = box.form;
  const list = document.createElement("div");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  form.append(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  let asking = null;
  let waiting = 0;
  let chosen = -1;

  const options = () => [...list.children];
  const show = (isShown) => {
    list.hidden = !isShown;
    box.setAttribute("aria-expanded", String(isShown));
    if (!isShown) choose(-1);
  };
  const choose = (place) => {
    chosen = place;
    for (const [i, option] of options().entries()) {
      option.setAttribute("aria-selected", String(i === place));
    }
    const option = options()[place];
    if (option) {
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  };
  const suggest = async () => {
    asking?.abort();
    const mine = asking = new AbortController();
    if (box.value.trim() === "") return show(false);
    const query = new URLSearchParams(new FormData(form));
    try {
      const response = await fetch("/suggest?" + query, { signal: mine.signal });
      if (!response.ok) return show(false);
      const text = await response.text();
      if (mine.signal.aborted) return;
      const next = new DOMParser().parseFromString(text, "text/html");
      list.replaceChildren(...next.body.children);
      choose(-1);
      show(list.children.length > 0 && document.activeElement === box);
    } catch {
      // Enter still searches.
      if (!mine.signal.aborted) show(false);
    }
  };

  show(false);
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 120);
  });
  box.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (count === 0) return;
      event.preventDefault();
      const isDown = event.key === "ArrowDown";
      // One place more than there are: the box itself.
      const step = list.hidden ? (isDown ? 0 : count - 1) : chosen + (isDown ? 1 : -1);
      show(true);
      choose(step >= count ? -1 : step < -1 ? count - 1 : step);
    } else if (event.key === "Enter" && options()[chosen]) {
      event.preventDefault();
      location.assign(options()[chosen].href);
    }
  });
  // Before the box loses the focus, and the list with it its place.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("blur", () => show(false));
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    asking?.abort();
  });
}
`.trimStart();
