/* SPDX-License-Identifier: GPL-3.0-or-later. Sorting and values under the pointer for report.html; the page is complete without it. */
(function () {
  "use strict";

  function key(row, column) {
    var cell = row.cells[column], number = cell && cell.getAttribute("data-sort");
    return number === null || number === undefined ? { text: cell ? cell.textContent.trim() : "" } : { number: Number(number) };
  }
  // Numbers first, texts after them, empty cells last whatever the direction.
  function compare(a, b, sign) {
    var an = a.number !== undefined, bn = b.number !== undefined;
    if (an && bn) { return sign * (a.number - b.number); }
    if (an !== bn) { return an ? -1 : 1; }
    if ((a.text === "") !== (b.text === "")) { return a.text === "" ? 1 : -1; }
    return sign * a.text.localeCompare(b.text, document.documentElement.lang, { numeric: true });
  }
  function sort(table, head, column) {
    var up = head.getAttribute("aria-sort") !== "ascending", body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) { return { row: row, place: place, key: key(row, column) }; });
    rows.sort(function (a, b) { return compare(a.key, b.key, up ? 1 : -1) || a.place - b.place; });
    Array.prototype.forEach.call(head.parentNode.cells, function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    rows.forEach(function (item) { body.appendChild(item.row); });
  }
  Array.prototype.forEach.call(document.querySelectorAll("table.sortable"), function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      var button = document.createElement("button"), name = head.querySelector("span");
      button.type = "button";
      name.parentNode.replaceChild(button, name);
      button.appendChild(name);
      button.addEventListener("click", function () { sort(table, head, column); });
    });
  });

  // Values of a figure: the year under the pointer, and that column of the table behind the figure.
  function panelsOf(svg) {
    return svg.getAttribute("data-panels").split(";").map(function (text) {
      var v = text.split(",").map(Number);
      return { number: v[0], left: v[1], top: v[2], right: v[3], bottom: v[4], first: v[5], last: v[6] };
    });
  }
  function pointIn(svg, event) {
    var box = svg.getBoundingClientRect(), view = svg.viewBox.baseVal;
    return { x: (event.clientX - box.left) / box.width * view.width, y: (event.clientY - box.top) / box.height * view.height };
  }
  function nearestColumn(heads, time) {
    var best = -1, distance = Infinity;
    Array.prototype.forEach.call(heads, function (head, column) {
      var x = head.getAttribute("data-x"), away = Math.abs(Number(x) - time);
      if (x !== null && away < distance) { best = column; distance = away; }
    });
    return best;
  }
  function fill(box, table, panel, column) {
    var found = 0, title = document.createElement("strong");
    box.textContent = "";
    title.textContent = table.tHead.rows[0].cells[column].textContent;
    box.appendChild(title);
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
      var line, name, value;
      if (Number(row.getAttribute("data-panel")) !== panel) { return; }
      line = document.createElement("div");
      name = document.createElement("span");
      value = document.createElement("b");
      name.textContent = row.cells[0].textContent;
      value.textContent = row.cells[column].querySelector("b").textContent;
      line.appendChild(name);
      line.appendChild(value);
      box.appendChild(line);
      found++;
    });
    return found;
  }
  // Places of a drawing that carry a value: it moves from the title, which a browser shows late and a finger never, to the box.
  function takeHints(svg) {
    Array.prototype.forEach.call(svg.querySelectorAll("rect > title"), function (title) {
      title.parentNode.setAttribute("data-value", title.textContent);
      title.parentNode.removeChild(title);
    });
  }
  function listen(svg, table) {
    var paper = svg.parentNode, panels = table ? panelsOf(svg) : [], heads = table ? table.tHead.rows[0].cells : [], box = document.createElement("div");
    var line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    box.className = "value";
    box.setAttribute("aria-hidden", "true");
    box.hidden = true;
    paper.appendChild(box);
    line.setAttribute("stroke", "#1a1a1a");
    line.setAttribute("stroke-width", "0.8");
    line.setAttribute("pointer-events", "none");
    svg.appendChild(line);
    function hide() { box.hidden = true; line.removeAttribute("d"); }
    function place(event) {
      var left = event.clientX - paper.getBoundingClientRect().left + paper.scrollLeft + 16;
      box.hidden = false;
      box.style.left = Math.max(0, Math.min(left, paper.scrollLeft + paper.clientWidth - box.offsetWidth - 8)) + "px";
      box.style.top = Math.max(0, event.clientY - paper.getBoundingClientRect().top - box.offsetHeight - 12) + "px";
    }
    function showCourse(event) {
      var at = pointIn(svg, event), column, x;
      var panel = panels.filter(function (p) { return at.x >= p.left && at.x <= p.right && at.y >= p.top && at.y <= p.bottom; })[0];
      if (!panel) { return false; }
      column = nearestColumn(heads, panel.first + (at.x - panel.left) / (panel.right - panel.left) * (panel.last - panel.first));
      if (column < 0 || fill(box, table, panel.number, column) === 0) { return false; }
      x = panel.left + (Number(heads[column].getAttribute("data-x")) - panel.first) / (panel.last - panel.first) * (panel.right - panel.left);
      line.setAttribute("d", "M" + x + "," + panel.top + "V" + panel.bottom);
      return true;
    }
    function show(event) {
      var value = event.target.getAttribute("data-value");
      if (value !== null) {
        line.removeAttribute("d");
        box.textContent = value;
      } else if (!showCourse(event)) {
        hide();
        return;
      }
      place(event);
    }
    svg.addEventListener("pointermove", show);
    svg.addEventListener("pointerdown", show);
    svg.addEventListener("pointerleave", hide);
  }
  Array.prototype.forEach.call(document.querySelectorAll("figure"), function (figure) {
    var svg = figure.querySelector("svg"), table = figure.querySelector("details table");
    if (!svg) { return; }
    takeHints(svg);
    if (!svg.hasAttribute("data-panels") || !table || !table.querySelector("th[data-x]")) { table = null; }
    if (table || svg.querySelector("[data-value]")) { listen(svg, table); }
  });

  // Paper shows what a screen folds away, but for the tables behind figures. It has no use for buttons, and a browser does not
  // repeat a head with buttons in it on the next page.
  var opened = [], buttons = [];
  function swap(out, back) { out.parentNode.replaceChild(back, out); }
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.filter.call(document.querySelectorAll("details.full"), function (one) { return !one.open; });
    opened.forEach(function (one) { one.open = true; });
    buttons = Array.prototype.map.call(document.querySelectorAll("thead button"), function (button) {
      var name = button.firstChild;
      swap(button, name);
      return { button: button, name: name };
    });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (one) { one.open = false; });
    buttons.forEach(function (one) {
      swap(one.name, one.button);
      one.button.appendChild(one.name);
    });
    buttons = [];
  });
})();
