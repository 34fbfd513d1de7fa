(function () {
  "use strict";
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  function key(row, place) {
    var cell = row.children[place];
    return cell.dataset.sort === undefined ? cell.textContent : cell.dataset.sort;
  }
  function compare(a, b) {
    if (!a || !b) return a ? -1 : b ? 1 : 0;
    var numbers = Number(a) - Number(b);
    return isNaN(numbers) ? order.compare(a, b) : numbers;
  }
  function sort(table, head, place) {
    var down = head.getAttribute("aria-sort") === "ascending", body = table.tBodies[0];
    table.querySelectorAll("th").forEach(function (each) { each.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    Array.from(body.rows).map(function (row) { return { row: row, key: key(row, place) }; }).sort(function (a, b) {
      if (!a.key || !b.key) return compare(a.key, b.key);
      return down ? compare(b.key, a.key) : compare(a.key, b.key);
    }).forEach(function (each) { body.appendChild(each.row); });
  }
  document.querySelectorAll("table.ubb4-table").forEach(function (table) {
    table.querySelectorAll("thead th").forEach(function (head, place) {
      var button = document.createElement("span"); // a real button is left out of a head that is repeated in print
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      button.textContent = head.textContent;
      button.addEventListener("click", function () { sort(table, head, place); });
      button.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(table, head, place); }
      });
      head.textContent = "";
      head.appendChild(button);
    });
  });
  var all = document.getElementById("code"), codes = document.querySelectorAll("details.code");
  if (all && codes.length) {
    all.hidden = false;
    all.addEventListener("click", function () {
      var open = all.textContent === all.dataset.show;
      codes.forEach(function (each) { each.open = open; });
      all.textContent = open ? all.dataset.hide : all.dataset.show;
    });
  }
})();
