"use strict";
// Everything works without this file; with it, files can be dropped, and a form that was sent says so.

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const words = zone.querySelector("[data-drop-words]");
  const form = input.form;
  const before = words.textContent;
  const tell = () => {
    const names = Array.from(input.files, (file) => file.name);
    words.textContent = names.length ? `${names.join(", ")}.` : before;
  };
  words.setAttribute("aria-live", "polite");
  zone.querySelector("label").textContent = "Or drop files here, or choose them";
  input.addEventListener("change", tell);
  let depth = 0;
  const mark = (step) => {
    depth = Math.max(0, depth + step);
    zone.classList.toggle("over", depth > 0);
  };
  form.addEventListener("dragenter", (event) => { event.preventDefault(); mark(1); });
  form.addEventListener("dragleave", () => mark(-1));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer || !event.dataTransfer.files.length) return;
    event.preventDefault();
    depth = 0;
    mark(0);
    input.files = event.dataTransfer.files;
    tell();
  });
}

for (const place of document.querySelectorAll("[data-count]")) {
  const area = place.closest("form").querySelector("textarea");
  const count = () => {
    const words = area.value.split(/\s+/).filter(Boolean).length;
    place.textContent = words ? `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"}.` : "";
  };
  area.addEventListener("input", count);
  count();
}

for (const form of document.querySelectorAll("form[data-busy]")) {
  const button = form.querySelector("button[type=submit]");
  const before = button.textContent;
  form.addEventListener("submit", () => {
    button.textContent = form.dataset.busy;
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    button.textContent = before;
    button.removeAttribute("aria-busy");
  });
}

for (const area of document.querySelectorAll("textarea[data-send]")) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      area.form.requestSubmit();
    }
  });
}

const narrow = window.matchMedia("(max-width: 63.99rem)");
for (const details of document.querySelectorAll(".toc details")) {
  if (narrow.matches) details.removeAttribute("open");
}
