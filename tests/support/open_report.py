# SPDX-License-Identifier: GPL-3.0-or-later
"""open_report.py FILE...: reports in headless Chromium: nothing logged, nothing asked of the network, no sideways
scroll on a phone, every figure visible, tables that sort, values under the pointer, dark scheme, PDF."""
import shutil
import subprocess
import sys
import tempfile

import browser

problems = []


def expect(right, what):
    if not right:
        problems.append(what)


def check(page, file):
    own = "file://" + file
    page.requests.clear()
    page.log.clear()
    page.scheme("light")
    for width in (360, 768, 1280):
        page.size(width, 800)
        page.open(file)
        wide = page.run("document.documentElement.scrollWidth")
        expect(wide <= width, f"{file}: {wide} pixels wide on a screen of {width}")
        small = page.run("[...document.querySelectorAll('figure svg')].filter(s => !(s.getBoundingClientRect().width > 300 "
                         "&& s.getBoundingClientRect().height > 100)).length")
        expect(small == 0, f"{file}: {small} figures cannot be seen at {width}")
        lost = page.run("[...document.querySelectorAll('.scroll')].filter(b => b.getBoundingClientRect().right > innerWidth + 1).length")
        expect(lost == 0, f"{file}: {lost} tables leave the screen at {width}")
    page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.size(360, 800)
    expect(page.run("document.documentElement.scrollWidth") <= 360, f"{file}: sideways scroll with everything open")
    sort(page, file)
    pointer(page, file)
    places(page, file)
    page.scheme("dark")
    ground = page.run("getComputedStyle(document.body).backgroundColor")
    expect(ground == "rgb(20, 23, 28)", f"{file}: dark scheme shows {ground}")
    expect(page.run("[...document.querySelectorAll('.paper')].every(p => getComputedStyle(p).backgroundColor === "
                    "'rgb(255, 255, 255)')"), f"{file}: a figure lies on a dark card")
    page.scheme("light")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as pdf:
        page.paper(pdf.name)
        bytes_ = open(pdf.name, "rb").read()
        expect(bytes_[:5] == b"%PDF-" and len(bytes_) > 20000, f"{file}: no PDF")
        heads_on_paper(page, file, pdf.name)
    expect(page.run("window.hurt === undefined && document.title.length > 0"), f"{file}: a text of the user ran as a script")
    expect(not page.log, f"{file}: logged {page.log[:3]}")
    expect(set(page.requests) <= {own, "data:,"}, f"{file}: asked for {set(page.requests) - {own}}")
    page.script(False)
    page.open(file)
    page.script(True)
    expect(page.run("document.querySelectorAll('thead button').length") == 0, f"{file}: dead buttons without script")


def heads_on_paper(page, file, pdf):
    """The table of parameters is many pages long; each of them begins with its head. Afterwards it sorts as before."""
    if shutil.which("pdftotext"):
        head = page.run("document.querySelectorAll('#parameters thead th')[1].textContent.trim()")
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        with_head = sum(head in one for one in text.split("\f"))
        expect(with_head > 5, f"{file}: the head of the parameters stands on {with_head} printed pages")
    lost = page.run("[...document.querySelectorAll('table.sortable thead th')].filter(h => !h.querySelector('button > span')).length")
    expect(lost == 0, f"{file}: {lost} columns do not sort after printing")


def sort(page, file):
    """Every column of every table that sorts: numbers rise, then fall."""
    wrong = page.run("""(() => {
      let wrong = 0, seen = 0;
      document.querySelectorAll('table.sortable').forEach(t => [...t.tHead.rows[0].cells].forEach((head, c) => {
        for (const sign of [1, -1]) {
          head.querySelector('button').click();
          const values = [...t.tBodies[0].rows].map(r => r.cells[c].getAttribute('data-sort')).filter(v => v !== null).map(Number);
          seen += values.length;
          for (let k = 1; k < values.length; k++) wrong += sign * (values[k] - values[k - 1]) < 0;
          wrong += head.getAttribute('aria-sort') !== (sign > 0 ? 'ascending' : 'descending');
        }
      }));
      return seen > 20 ? wrong : 1000;
    })()""")
    expect(wrong == 0, f"{file}: {wrong} rows out of order after sorting")


def pointer(page, file):
    """In the middle of the first panel of a figure over time, a box shows what the table behind it holds."""
    page.size(1280, 900)
    page.open(file)
    where = page.run("""(() => {
      const svg = document.querySelector('svg[data-panels]');
      if (!svg) return null;
      svg.scrollIntoView();
      const v = svg.getAttribute('data-panels').split(';')[0].split(',').map(Number), box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      return [box.left + scale * (v[1] + v[3]) / 2, box.top + scale * (v[2] + v[4]) / 2];
    })()""")
    if where is None:
        expect(page.run("document.querySelectorAll('figure').length") == 0, f"{file}: no figure tells its panels")
        return
    page.mouse(*where)
    shown = page.run("(() => { const b = [...document.querySelectorAll('.value')].find(b => !b.hidden); return b ? "
                     "[b.querySelector('strong').textContent, ...[...b.querySelectorAll('b')].map(x => x.textContent)] : null; })()")
    expect(shown is not None and shown[0].startswith("20") and len(shown) > 1, f"{file}: under the pointer stands {shown}")


def places(page, file):
    """Every figure tells values; the places of figures that are no courses (tiles, bars, dots) tell theirs, and a finger's tap does too."""
    silent = page.run("[...document.querySelectorAll('figure')].filter(f => f.querySelector('details table') && !f.querySelector("
                      "'[data-value]') && !(f.querySelector('svg[data-panels]') && f.querySelector('th[data-x]'))).map(f => f.id)")
    expect(not silent, f"{file}: no values under the pointer in {silent}")
    for k in range(page.run("document.querySelectorAll('figure svg').length")):
        where = page.run("""(() => {
          const svg = document.querySelectorAll('figure svg')[%d], all = svg.querySelectorAll('[data-value]');
          if (!all.length) return null;
          const one = all[all.length >> 1];
          one.scrollIntoView({block: 'center'});
          const b = one.getBoundingClientRect(), x = b.left + b.width / 2, y = b.top + b.height / 2;
          return [x, y, document.elementFromPoint(x, y).getAttribute('data-value')];
        })()""" % k)
        if where is None:
            continue
        page.mouse(where[0], where[1], "mousePressed" if k % 2 else "mouseMoved", button="left", clickCount=1)
        shown = page.run("[...document.querySelectorAll('figure')][%d].querySelector('.value').textContent" % k)
        expect(where[2] and shown == where[2] and ":" in shown, f"{file}: figure {k + 1} shows '{shown}' where '{where[2]}' stands")
        if k % 2:
            page.mouse(where[0], where[1], "mouseReleased", button="left", clickCount=1)


program = browser.find()
if program is None:
    print("Chromium is not installed (apt-get install chromium): the report was not opened in a browser")
    sys.exit(0)
with browser.Page(program) as page:
    for file in sys.argv[1:]:
        check(page, file)
for problem in problems:
    print(problem)
sys.exit(len(problems) > 0)
