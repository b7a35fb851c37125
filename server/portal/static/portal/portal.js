// Enhancements only: every page works without this file.
"use strict";

// Show and hide the password. The button is hidden in the page, because without a script it could do nothing.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  const word = button.querySelector("span");
  const show = word.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    word.textContent = hidden ? button.dataset.hide : show;
  });
}

// An open list closes by Escape and by a tap outside, and gives the focus back.
for (const list of document.querySelectorAll("details.who, details.months")) {
  list.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list.open) {
      list.open = false;
      list.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!list.contains(event.target)) list.open = false;
  });
}

// Two minutes before the session ends, say so once; the page of an ended session is left, for the screen may be shared.
const seconds = Number(document.body.dataset.sessionSeconds || 0);
const notice = document.getElementById("session-end");
if (seconds > 150 && notice) {
  setTimeout(() => { notice.textContent = notice.dataset.words; }, (seconds - 120) * 1000);
  setTimeout(() => location.reload(), (seconds + 2) * 1000);
}
