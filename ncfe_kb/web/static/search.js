// Completes what is typed into the search box, as an editable combobox with a list (ARIA APG 1.2).
// Without it the box is a plain field, and everything works.
"use strict";
(() => {
  const input = document.querySelector("input[data-completions]");
  if (!input) return;
  const said = input.dataset;
  const [topic, work, person] = said.types.split("|");
  const types = { topic: [topic, "topics"], entry: [work, "works"], person: [person, "people"] };
  const wait = 150;
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let options = [];
  let at = -1;
  let timer = 0;
  let asked = null;

  list.id = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  told.className = "unseen";
  told.setAttribute("role", "status");
  input.parentElement.append(list, told);
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
    at = number;
    if (number < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[number].id);
      options[number].scrollIntoView({ block: "nearest" });
    }
  }

  function drawn(one, number) {
    const option = document.createElement("li");
    const type = document.createElement("span");
    const [label, room] = types[one.type];
    option.id = `completion-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.to = `${said.here}${room}/${encodeURIComponent(one.id)}`;
    type.className = "quiet";
    type.textContent = label;
    option.append(one.label, " ", type);
    return option;
  }

  function show(found) {
    options = found.filter((one) => one.type in types).map(drawn);
    list.replaceChildren(...options);
    told.textContent = options.length ? said.found.replace("{number}", options.length) : said.none;
    if (!options.length) return close();
    list.hidden = false;
    at = -1;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  }

  async function complete() {
    const typed = input.value.trim();
    asked?.abort();
    if (typed.length < 2) return close();
    asked = new AbortController();
    try {
      const answer = await fetch(said.completions + encodeURIComponent(typed), { signal: asked.signal });
      if (!answer.ok) return close();
      const found = (await answer.json()).completions;
      if (document.activeElement === input) show(found);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(complete, wait);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return void complete();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = options.length + 1; // the field itself is one of them
      choose(((at + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && isOpen && at >= 0) {
      event.preventDefault();
      location.assign(options[at].dataset.to);
    } else if (event.key === "Tab") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.to);
  });
})();
