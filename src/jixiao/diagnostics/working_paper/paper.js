// Shows the switches and hides what they leave out. Without this script everything is shown.
(function () {
  "use strict";
  var form = document.querySelector("form.filter");
  if (!form) {
    return;
  }
  var entries = Array.from(document.querySelectorAll(".entry"));
  var marks = Array.from(document.querySelectorAll("[data-of]"));
  var cards = entries.filter(function (entry) {
    return entry.id;
  });
  var notice = document.querySelector(".filtered");

  function apply() {
    var grades = Array.from(form.querySelectorAll("[name=grade]:checked"), function (box) {
      return box.value;
    });
    var family = form.elements.family.value;
    var shown = {};
    entries.forEach(function (entry) {
      var fits =
        grades.indexOf(entry.dataset.grade) >= 0 && (!family || entry.dataset.family === family);
      entry.hidden = !fits;
      if (fits && entry.id) {
        shown[entry.id] = true;
      }
    });
    marks.forEach(function (mark) {
      var some = mark.dataset.of.split(" ").some(function (card) {
        return shown[card];
      });
      mark.classList.toggle("off", !some);
    });
    document.querySelectorAll(".text .ref").forEach(function (number) {
      number.hidden = !shown[number.hash.slice(1)];
    });
    document.querySelectorAll("details tr[data-family]").forEach(function (row) {
      row.hidden = Boolean(family) && row.dataset.family !== family;
    });
    var count = Object.keys(shown).length;
    // Printed too: a paper that leaves something out must say so.
    notice.hidden = count === cards.length;
    notice.textContent = "已筛选：列出 " + count + " 条，共 " + cards.length + " 条。";
  }

  function open() {
    // A link may lead into what is folded.
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var folded = target && target.closest("details");
    if (folded && !folded.open) {
      folded.open = true;
      target.scrollIntoView();
    }
  }

  form.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  window.addEventListener("hashchange", open);
  apply();
  open();
})();
