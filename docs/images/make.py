"""
The pictures of the main pages, from the made-up authority: `make pictures`, or

    python docs/images/make.py WORKSPACE     a workspace of `sightline demo`

Each page is opened in headless Chromium by somebody whose role it is for.
"""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

# As the sign-in page of the demo prints it.
PASSWORD = "children-come-first"
FOLDER = Path(__file__).parent
PORT = 8124
ADDRESS = f"http://127.0.0.1:{PORT}"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# Picture, who opens it, where, how wide.
PICTURES = (
    ("sign-in", "", "/sign-in/", 1280),
    ("scorecard", "director", "/scorecard/", 1280),
    ("scorecard-narrow", "director", "/scorecard/", 375),
    ("member-home", "member", "/", 1280),
    ("director-home", "director", "/", 1280),
    ("team-home", "manager", "/", 1280),
    ("measure", "director", "/measure/rereferral_pct_children/", 1280),
    ("due", "manager", "/due/", 1280),
    ("records", "manager", "/records/cpp_snapshot/", 1280),
    ("child", "manager", "first child", 1280),
    ("map", "director", "/map/", 1280),
    ("data-quality", "analyst", "/quality/", 1280),
    ("returns", "analyst", "/returns/", 1280),
    ("commentary", "director", "/commentary/", 1280),
    ("dashboard", "director", "/reports/dashboard/", 1280),
    ("administration", "admin", "/administration/", 1280),
    ("audit", "governance", "/audit/", 1280),
    ("help", "member", "/help/", 1280),
)


def main() -> None:
    workspace, *wanted = sys.argv[1:]
    binary = Path(sys.executable).parent / "sightline"
    server = subprocess.Popen([str(binary), "serve", "-w", workspace, "--port", str(PORT)], stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_listens()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            for name, username, path, width in PICTURES:
                if not wanted or name in wanted:
                    _take(browser, name, username, path, width)
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _wait_until_it_listens() -> None:
    for _try in range(240):
        try:
            with urllib.request.urlopen(f"{ADDRESS}/sign-in/"):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server does not answer")


def _take(browser: Browser, name: str, username: str, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(60_000)
    if username:
        _sign_in(page, username)
    page.goto(ADDRESS + (_first_child(page) if path == "first child" else path))
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
    page.context.clear_cookies()
    page.close()


def _sign_in(page: Page, username: str) -> None:
    page.goto(f"{ADDRESS}/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def _first_child(page: Page) -> str:
    """A child of the person's own who is looked after, and so has something in every lane."""
    page.goto(f"{ADDRESS}/records/cla_snapshot/")
    if page.locator("main a[href^='/child/']").count() == 0:
        page.goto(f"{ADDRESS}/records/cpp_snapshot/")
    return page.locator("main a[href^='/child/']").first.get_attribute("href") or "/"


if __name__ == "__main__":
    main()
