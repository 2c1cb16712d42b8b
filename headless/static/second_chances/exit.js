// The exit button: hides the page at once and puts another site in its place. Shift pressed three times does the same.
const WITHIN = 5000;
const button = document.querySelector("[data-sc-exit] a");
const about = document.querySelector("[data-sc-exit] details");
const says = document.querySelector("[data-sc-exit-says]");
let presses = 0;
let usedForSomethingElse = false;
let timer;

function leave() {
  // The other site is not told from where somebody came, whatever the host's own policy is.
  document.head.append(Object.assign(document.createElement("meta"), { name: "referrer", content: "no-referrer" }));
  // Before the other site has answered, nothing of this one is to be seen, its title included.
  document.documentElement.hidden = true;
  document.title = new URL(button.href).hostname;
  location.replace(button.href);
}

function count(number) {
  presses = number;
  clearTimeout(timer);
  says.textContent = ["", button.dataset.scMore, button.dataset.scOnce][number] ?? "";
  if (number) timer = setTimeout(count, WITHIN, 0);
}

button.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") about.open = false;
  if (event.key === "Shift") return;
  usedForSomethingElse = event.shiftKey;
  count(0);
});

// Shift held to select, or to scroll sideways, is no wish to leave.
for (const kind of ["pointerdown", "wheel"]) {
  document.addEventListener(kind, (event) => (usedForSomethingElse ||= event.shiftKey), { passive: true });
}

document.addEventListener("keyup", (event) => {
  // While the other Shift key is still down, this is one press, not two.
  if (event.key !== "Shift" || event.shiftKey) return;
  if (usedForSomethingElse) {
    usedForSomethingElse = false;
  } else if (presses === 2) {
    leave();
  } else {
    count(presses + 1);
  }
});

document.addEventListener("pointerdown", (event) => {
  if (!about.contains(event.target)) about.open = false;
});

// The browser's back button may bring the page back as it was left: hidden.
addEventListener("pageshow", () => {
  document.documentElement.hidden = false;
  count(0);
});
