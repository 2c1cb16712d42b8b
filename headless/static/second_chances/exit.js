// The exit button: hides the page at once and puts another site in its place. Shift pressed three times does the same.
const WITHIN = 5000;
const button = document.querySelector("[data-sc-exit] a");
const says = document.querySelector("[data-sc-exit-says]");
let presses = 0;
let usedForSomethingElse = false;
let timer;

function leave() {
  says.textContent = button.dataset.scLeaving;
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
  if (event.key === "Shift") return;
  usedForSomethingElse = event.shiftKey;
  count(0);
});

document.addEventListener("pointerdown", (event) => {
  usedForSomethingElse = event.shiftKey;
});

document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift") return;
  if (usedForSomethingElse) {
    usedForSomethingElse = false;
  } else if (presses === 2) {
    leave();
  } else {
    count(presses + 1);
  }
});

// The browser's back button may bring the page back as it was left: hidden.
addEventListener("pageshow", () => {
  document.documentElement.hidden = false;
  count(0);
});
