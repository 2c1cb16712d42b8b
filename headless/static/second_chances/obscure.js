// Regions are drawn over the picture, and the numbers beside it follow, which are what is sent. Without script they are typed.

const FIELDS = ["left", "top", "width", "height"];
const SMALLEST = 1; // percent: a tap is no region
const STEP = 1;
const CORNERS = ["nw", "ne", "sw", "se"];
const COVER = "#333";

function obscure(form) {
  const stage = form.querySelector("[data-sc-stage]");
  const picture = form.querySelector("[data-sc-picture]");
  const rows = form.querySelector("[data-sc-rows]");
  const total = form.querySelector("[name=form-TOTAL_FORMS]");
  const add = form.querySelector("[data-sc-add]");
  const boxes = new Map(); // from the row to what is drawn of it

  for (const part of form.querySelectorAll("[data-sc-without-script]")) part.remove();
  for (const part of form.querySelectorAll("[data-sc-with-script]")) part.hidden = false;
  stage.dataset.scReady = "";
  add.type = "button";

  const preview = new Preview(form, picture, () => [...boxes.keys()].map(read).filter(isRegion));
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const read = (row) => Object.fromEntries(FIELDS.map((name) => [name, parseFloat(field(row, name).value) || 0]));
  const isEmpty = (row) => FIELDS.every((name) => field(row, name).value === "");
  const ordered = () => [...rows.querySelectorAll("[data-sc-region]")];

  const words = (row) => {
    const numbers = { number: ordered().indexOf(row) + 1, ...read(row) };
    return form.dataset.label.replace(/\{(\w+)\}/g, (_all, name) => numbers[name]);
  };

  const said = form.querySelector("[data-sc-said]");
  let waits;
  const say = (text) => {
    clearTimeout(waits);
    waits = setTimeout(() => (said.textContent = text), 400);
  };

  const show = (row) => {
    const region = read(row);
    const box = boxes.get(row);
    for (const name of FIELDS) box.style[name] = `${region[name]}%`;
    box.hidden = !isRegion(region);
    box.setAttribute("aria-label", words(row));
    preview.draw();
  };

  // Within the picture, to a tenth of a percent; `write` is the only way by which drawing changes a number.
  const write = (row, region) => {
    const width = Math.min(Math.max(region.width, SMALLEST), 100);
    const height = Math.min(Math.max(region.height, SMALLEST), 100);
    const within = { width, height, left: clamp(region.left, 100 - width), top: clamp(region.top, 100 - height) };
    for (const name of FIELDS) field(row, name).value = String(Math.round(within[name] * 10) / 10);
    show(row);
  };

  const number = () => {
    ordered().forEach((row, index) => {
      for (const place of row.querySelectorAll("[data-sc-number]")) place.textContent = index + 1;
      boxes.get(row).firstElementChild.textContent = index + 1;
      boxes.get(row).setAttribute("aria-label", words(row));
    });
    add.disabled = ordered().length >= Number(form.dataset.most);
  };

  const remove = (row) => {
    const all = ordered();
    const place = all.indexOf(row);
    const next = all[place + 1] ?? all[place - 1];
    boxes.get(row).remove();
    boxes.delete(row);
    row.remove();
    number();
    preview.draw();
    say(form.dataset.removed.replace("{number}", place + 1));
    (next ? boxes.get(next) : add).focus();
  };

  // Numbers of rows that are gone are used again, so that there are never more than the server takes.
  const freeIndex = () => {
    const used = new Set(ordered().map((row) => Number(field(row, "left").name.split("-")[1])));
    let index = 0;
    while (used.has(index)) index += 1;
    return index;
  };

  const newRow = () => {
    if (ordered().length >= Number(form.dataset.most)) {
      say(form.dataset.enough);
      return null;
    }
    const index = freeIndex();
    const row = form.querySelector("[data-sc-row]").content.firstElementChild.cloneNode(true);
    for (const input of row.querySelectorAll("input")) {
      input.name = input.name.replace("__prefix__", index);
      input.id = input.id.replace("__prefix__", index);
    }
    for (const label of row.querySelectorAll("label")) label.htmlFor = label.htmlFor.replace("__prefix__", index);
    rows.append(row);
    total.value = Math.max(Number(total.value), index + 1);
    equip(row);
    number();
    return row;
  };

  const equip = (row) => {
    const box = document.createElement("button");
    box.type = "button";
    box.append(document.createElement("span"));
    for (const corner of CORNERS) {
      const handle = document.createElement("span");
      handle.className = "sc-stage__handle";
      handle.dataset.corner = corner;
      box.append(handle);
    }
    box.setAttribute("aria-describedby", "sc-stage-help");
    boxes.set(row, box);
    stage.append(box);
    box.addEventListener("keydown", (event) => byKey(event, row));
    box.addEventListener("click", (event) => {
      // By Enter or a screen reader; a pointer that moves a region has other business.
      if (event.detail === 0) field(row, "left").focus();
    });
    row.addEventListener("input", () => show(row));
    const button = row.querySelector("[data-sc-remove]");
    button.hidden = false;
    button.addEventListener("click", () => remove(row));
    show(row);
  };

  const byKey = (event, row) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(row);
    } else if (way && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const region = read(row);
      const [x, y] = way.map((step) => step * STEP);
      if (event.shiftKey) {
        region.width = Math.min(region.width + x, 100 - region.left);
        region.height = Math.min(region.height + y, 100 - region.top);
      } else {
        region.left += x;
        region.top += y;
      }
      write(row, region);
      say(words(row));
    }
  };

  // --- Drawing with mouse, pen or finger ------------------------------------------------------------------------------

  const at = (event) => {
    const frame = picture.getBoundingClientRect();
    return {
      x: clamp(((event.clientX - frame.left) / frame.width) * 100, 100),
      y: clamp(((event.clientY - frame.top) / frame.height) * 100, 100),
    };
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const from = at(event);
    const box = event.target.closest("button");
    let row = box && [...boxes].find(([, drawn]) => drawn === box)[0];
    const before = row && read(row);
    const corner = event.target.dataset.corner;
    event.preventDefault();
    box?.focus();
    stage.setPointerCapture(event.pointerId);

    const move = (moved) => {
      const to = at(moved);
      if (row && before && !corner) {
        write(row, { ...before, left: before.left + to.x - from.x, top: before.top + to.y - from.y });
      } else if (row && corner) {
        write(row, between(opposite(before, corner), to));
      } else {
        const region = between(from, to);
        if (!row && (region.width < SMALLEST || region.height < SMALLEST)) return;
        row ??= newRow();
        if (row) write(row, region);
      }
    };
    const end = () => {
      stage.removeEventListener("pointermove", move);
      stage.removeEventListener("pointerup", end);
      stage.removeEventListener("pointercancel", end);
      if (row) {
        boxes.get(row)?.focus();
        say(words(row));
      }
    };
    stage.addEventListener("pointermove", move);
    stage.addEventListener("pointerup", end);
    stage.addEventListener("pointercancel", end);
  });

  add.addEventListener("click", () => {
    const row = newRow();
    if (!row) return;
    write(row, { left: 40, top: 40, width: 20, height: 20 });
    boxes.get(row).focus();
    say(words(row));
  });

  form.addEventListener("change", () => preview.draw());
  picture.addEventListener("load", () => preview.draw());
  new ResizeObserver(() => preview.draw()).observe(picture);

  for (const row of ordered()) {
    if (isEmpty(row)) row.remove();
    else equip(row);
  }
  number();
}

/** What the picture will look like, nearly: browsers mix colours a little otherwise than the server. */
class Preview {
  constructor(form, picture, regions) {
    this.form = form;
    this.picture = picture;
    this.regions = regions;
    this.canvas = form.querySelector("[data-sc-preview]");
    this.small = document.createElement("canvas");
  }

  draw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.drawNow();
    });
  }

  drawNow() {
    const { naturalWidth: width, naturalHeight: height } = this.picture;
    if (!width) return;
    this.canvas.width = width;
    this.canvas.height = height;
    const pen = this.canvas.getContext("2d");
    const boxes = this.regions().map((region) => ({
      left: (region.left / 100) * width,
      top: (region.top / 100) * height,
      right: ((region.left + region.width) / 100) * width,
      bottom: ((region.top + region.height) / 100) * height,
    }));
    const covers = this.form.querySelector("[name=manner]:checked")?.value !== "pixelate";
    const { minBlock, mostBlocks } = this.form.dataset;
    const smallest = Math.max(minBlock, Math.max(width, height) / mostBlocks);
    pen.fillStyle = COVER;
    for (const group of covers ? boxes.map((box) => [box]) : near(boxes, smallest)) {
      pen.save();
      pen.beginPath();
      for (const box of group) pen.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
      if (covers) {
        pen.fill();
      } else {
        pen.clip();
        this.pixelate(pen, around(group), smallest);
      }
      pen.restore();
    }
  }

  pixelate(pen, { left, top, right, bottom }, smallest) {
    const [width, height] = [right - left, bottom - top];
    const block = Math.max(Math.max(width, height) / this.form.dataset.blocks, smallest);
    const size = [width, height].map((side) => Math.max(1, Math.floor(side / block + 1e-6)));
    [this.small.width, this.small.height] = size;
    const inks = this.small.getContext("2d");
    inks.imageSmoothingQuality = "high";
    inks.drawImage(this.picture, left, top, width, height, 0, 0, ...size);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(this.small, 0, 0, ...size, left, top, width, height);
  }
}

/** As the server does: regions that touch, or nearly, are pixelated as one. */
function near(boxes, gap) {
  let groups = [];
  for (const box of boxes) {
    let joined = [box];
    for (let found; (found = groups.filter((group) => isNear(around(group), around(joined), gap))).length; ) {
      groups = groups.filter((group) => !found.includes(group));
      joined = [...found.flat(), ...joined];
    }
    groups.push(joined);
  }
  return groups;
}

function isNear(one, other, gap) {
  const across = one.left - gap <= other.right && other.left - gap <= one.right;
  return across && one.top - gap <= other.bottom && other.top - gap <= one.bottom;
}

function around(boxes) {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

function isRegion(region) {
  return region.width > 0 && region.height > 0;
}

function clamp(value, most) {
  return Math.min(Math.max(value, 0), most);
}

function between(one, other) {
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
}

function opposite(region, corner) {
  return {
    x: corner.includes("w") ? region.left + region.width : region.left,
    y: corner.includes("n") ? region.top + region.height : region.top,
  };
}

for (const form of document.querySelectorAll("[data-sc-obscure]")) obscure(form);
