#!/usr/bin/env python3
"""The live page in a real browser, over the real daemon and a real outlet on loopback.

    tests/browser/run.py PATH-TO-MARSAD [FOLDER-FOR-SCREENSHOTS]

Needs chromium and chromedriver (Debian: chromium, chromium-driver). The last line is `N passed, N failed`.
"""
import http.server
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from base64 import b64decode

PATIENCE = 90  # seconds: a slow machine is no failure
HOSTILE = "<img src=x onerror=document.title='broken'> Shelling hits Misrata"
# Escaped twice, as feeds do: after both it is text, and text it must stay.
ESCAPED = "&amp;lt;img src=x onerror=document.title='broken'&amp;gt; Shelling hits Misrata"


def item(number, title, text, lang="en"):
    return {"id": f"item-{number}", "url": f"https://outlet.example/{number}", "title": title, "content_text": text,
            "date_published": f"2024-03-14T10:{number:02}:00Z", "language": lang}


ITEMS = [
    item(1, "الجيش ينفي التوصل إلى هدنة في بنغازي", "نفى الناطق باسم القيادة العامة للجيش الليبي الأنباء المتداولة حول وقف لإطلاق النار في مدينة بنغازي.", "ar"),
    item(2, "Clashes in Sirte kill four", "Four soldiers were killed in clashes in the Libyan city of Sirte on Wednesday, a medical source said."),
    item(3, "Libye : le port de Ras Lanouf fermé", "Des manifestants ont fermé jeudi le terminal pétrolier de Ras Lanouf, dans l'est de la Libye.", "fr"),
    item(4, ESCAPED, "Artillery shelling hit the Libyan city of Misrata on Wednesday and wounded two people, residents said."),
]
LATER = item(5, "Gunmen abduct an engineer in Sabha", "Unidentified gunmen abducted an engineer in the southern Libyan city of Sabha on Thursday, his company said.")


class Outlet(http.server.BaseHTTPRequestHandler):
    items = list(ITEMS)

    def do_GET(self):
        body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Outlet", "items": self.items[::-1]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/feed+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Browser:
    """As much of WebDriver as is needed."""

    def __init__(self, port, profile, dark=False, size=(1280, 1000)):
        self.base = f"http://127.0.0.1:{port}"
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync", f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}"]
        if dark:
            arguments.append("--blink-settings=preferredColorScheme=0")
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}}
        self.session = self.call("POST", "/session", wanted)["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def open(self, url):
        self.call("POST", f"/session/{self.session}/url", {"url": url})

    def run(self, script, *arguments):
        return self.call("POST", f"/session/{self.session}/execute/sync", {"script": script, "args": list(arguments)})

    def shot(self, path):
        path.write_bytes(b64decode(self.call("GET", f"/session/{self.session}/screenshot")))

    def close(self):
        self.call("DELETE", f"/session/{self.session}")


def until(ask, what):
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain: {what}")
        time.sleep(0.1)


CHECKS = []


def check(what):
    return lambda test: CHECKS.append((what, test)) or test


@check("events of three languages stand in the list, the newest first")
def _(page):
    until(lambda: page.run("return document.querySelectorAll('#list > li[data-event]').length") >= 4, "four events")
    titles = page.run("return [...document.querySelectorAll('#list .title')].map((title) => title.textContent)")
    assert titles[0] == HOSTILE and ITEMS[0]["title"] in titles, titles


@check("a hostile title stays text")
def _(page):
    assert page.run("return document.querySelectorAll('#list img').length") == 0
    assert page.run("return document.title") == "marsad · مرصد"


@check("the map has a mark for each place, and the denied truce looks different")
def _(page):
    marks = page.run("return [...document.querySelectorAll('#map .dot')].map((dot) => [dot.getAttribute('aria-label'), dot.classList.contains('denied')])")
    assert any(label.startswith("Benghazi") and denied for label, denied in marks), marks
    assert any(label.startswith("Sirte") and "dead" in label and not denied for label, denied in marks), marks


@check("the timeline has bars")
def _(page):
    assert page.run("return document.querySelectorAll('#time rect').length") > 0


@check("a filter leaves what fits, by keyboard and all")
def _(page):
    choose = "const s = document.querySelector('select[name=status]'); s.value = arguments[0]; s.dispatchEvent(new Event('change', { bubbles: true }));"
    page.run(choose, "denied")
    until(lambda: page.run("return [...document.querySelectorAll('#list .status')].map((s) => s.textContent).join()") == "denied", "one denied event")
    page.run(choose, "")
    until(lambda: page.run("return document.querySelectorAll('#list > li[data-event]').length") >= 4, "all events again")
    assert page.run("const dot = document.querySelector('#map .dot'); dot.focus(); return document.activeElement === dot")


@check("an Arabic article opens right to left with its evidence marked")
def _(page):
    page.run("[...document.querySelectorAll('#list > li')].find((row) => row.querySelector('[lang=ar]')).querySelector('summary').click()")
    marked = until(lambda: page.run("return [...document.querySelectorAll('article p[dir=rtl] mark')].map((mark) => [mark.dataset.role, mark.textContent])"), "marks")
    assert any(role == "trigger" for role, _ in marked), marked
    assert any(role == "status" for role, _ in marked), marked


@check("the health of the feed is shown in words")
def _(page):
    cells = lambda: page.run("return [...document.querySelectorAll('#feeds td')].map((cell) => cell.textContent)")
    row = until(lambda: (lambda row: row if len(row) == 5 and row[1] != "new" else None)(cells()), "a feed that was polled")
    assert row[0] == "The Outlet" and row[1] == "fine" and "next poll in" in row[4], row


@check("a new event arrives by itself")
def _(page):
    before = page.run("return document.querySelectorAll('#list > li[data-event]').length")
    Outlet.items.append(LATER)
    until(lambda: page.run("return document.querySelector('#list .title').textContent") == LATER["title"], "the new event on top")
    assert page.run("return document.querySelectorAll('#list > li[data-event]').length") > before
    assert page.run("return document.querySelectorAll('article').length") == 1, "the open article closed"


@check("nothing was asked elsewhere and nothing broke the policy")
def _(page):
    hosts = page.run("return [...new Set(performance.getEntriesByType('resource').map((entry) => new URL(entry.name).host))]")
    assert hosts == [page.run("return location.host")], hosts


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    shots = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "target/browser")
    shots.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="marsad-browser-"))
    outlet = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    threading.Thread(target=outlet.serve_forever, daemon=True).start()
    port, driver_port = free_port(), free_port()
    (folder / "marsad.toml").write_text(f"""
[poll]
every = "1s"
min = "1s"
spacing = "0s"
[http]
allow_addresses = ["127.0.0.0/8"]
[ops]
listen = "127.0.0.1:{port}"
[[feed]]
id = "outlet"
name = "The Outlet"
url = "http://127.0.0.1:{outlet.server_port}/feed.json"
country = "LY"
""")
    children = [subprocess.Popen([program, "run"], cwd=folder, stderr=(folder / "log").open("w")),
                subprocess.Popen(["chromedriver", f"--port={driver_port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)]
    passed = failed = 0
    try:
        def answers(address):
            try:
                urllib.request.urlopen(address, timeout=5).read()
                return True
            except (urllib.error.URLError, OSError):
                return False
        until(lambda: answers(f"http://127.0.0.1:{port}/livez"), "the daemon")
        until(lambda: answers(f"http://127.0.0.1:{driver_port}/status"), "chromedriver")
        page = Browser(driver_port, folder / "profile")
        page.open(f"http://127.0.0.1:{port}/")
        for what, test in CHECKS:
            try:
                test(page)
                passed += 1
                print(f"ok    {what}")
            except (AssertionError, urllib.error.URLError) as error:
                failed += 1
                print(f"FAIL  {what}: {error}")
        page.shot(shots / "light.png")
        page.close()
        for name, dark, size in (("dark", True, (1280, 1000)), ("phone", False, (420, 900))):
            other = Browser(driver_port, folder / f"profile-{name}", dark, size)
            other.open(f"http://127.0.0.1:{port}/")
            until(lambda: other.run("return document.querySelectorAll('#list > li[data-event]').length") >= 4, "events")
            time.sleep(0.5)
            other.shot(shots / f"{name}.png")
            fits = other.run("return document.documentElement.scrollWidth <= window.innerWidth + 1")
            passed, failed = passed + bool(fits), failed + (not fits)
            print(("ok    " if fits else "FAIL  ") + f"the page fits its width: {name}")
            other.close()
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=30)
        outlet.shutdown()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
