"""The page in a real browser, as wide as a phone and as a desk."""

import struct
import zlib
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.playground.program import Program, chromium

expect.set_options(timeout=30_000)  # how long a busy machine takes is no fault of the page
NASTY = "<img src=x onerror=\"document.title='bad'\"><b>粗</b> " + "很长很长没有空格" * 12 + "x" * 120
WIDTHS = {"phone": (390, 844), "desk": (1280, 800)}


def png(side: int = 8) -> bytes:
    """A small red square."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\xd5\x40\x2b" * side) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    found = chromium()
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as play:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = play.chromium.launch(executable_path=found, args=options)
        yield opened
        opened.close()


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, demo: Program, request: pytest.FixtureRequest) -> Generator[Page]:
    width, height = WIDTHS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=request.param == "phone")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"{demo.url}/demo")
    expect(opened.locator("#title")).to_have_text("恋湖志愿者群")
    yield opened
    assert complaints == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out at the side"
    context.close()


def become(page: Page, who: str) -> None:
    page.locator("#as").click()
    page.locator(f'#people-list [data-person="{who}"]').click()


def test_what_is_typed_is_shown_as_text_and_nothing_else(page: Page) -> None:
    page.locator("#text").fill(NASTY)
    page.keyboard.press("Enter")
    last = page.locator(".msg .bubble").last
    expect(last).to_have_text(NASTY)
    assert last.locator("img, b").count() == 0
    assert "bad" not in page.title()
    expect(page.locator("#text")).to_have_value("")


TRAPS = (
    "<script>document.title='bad'</script>",
    "<svg/onload=document.title='bad'>",
    "<a href=javascript:alert(1)>点我</a>",
    "\"><img src=x onerror=document.title='bad'>",
    "${document.title='bad'}{{7*7}}",
)


def test_what_the_bot_says_again_is_text_and_nothing_else(page: Page) -> None:
    """Names and titles that members choose come back in answers, lists, quotes and hints."""
    become(page, "zhou")
    for trap in TRAPS:
        for said in (
            f"发布 {trap[:40]} 12月26日 9:00-11:00 {trap[:20]} 20人",
            f"帮 {trap[:16]} 报名 1",
            f"随手报 3栋2单元{trap}",
            "活动",
        ):
            before = page.locator(".msg").count()
            page.locator("#text").fill(said)
            page.locator("#send").click()
            expect(page.locator(".msg").nth(before)).to_be_visible()
    expect(page.locator(".msg .bubble").filter(has_text="<script>").first).to_be_visible()
    assert page.locator(".bubble :is(script, svg:not([aria-hidden]), a, iframe, b:not(.by b))").count() == 0
    assert page.locator(".bubble img:not(.shot img)").count() == 0
    assert "bad" not in page.title()


def test_no_page_may_frame_it(page: Page, browser: Browser) -> None:
    other = browser.new_page()
    other.set_content(f"<iframe src='{page.url}'></iframe>")
    other.wait_for_load_state("networkidle")
    assert all(each.locator("#text").count() == 0 for each in other.frames)
    other.close()


def test_a_reload_keeps_the_chat_the_person_and_another_tab_sees_it(page: Page) -> None:
    become(page, "liu")
    other = page.context.new_page()
    other.goto(page.url)
    page.locator("#text").fill("都来看看")
    page.locator("#send").click()
    expect(other.locator(".msg .bubble").last).to_have_text("都来看看")
    other.close()
    page.reload()
    expect(page.locator(".msg.mine .bubble").last).to_have_text("都来看看")
    expect(page.locator("#as")).to_contain_text("刘大姐")


def test_the_enter_key_of_an_input_method_does_not_send(page: Page) -> None:
    before = page.locator(".msg").count()
    page.locator("#text").fill("baoming")
    page.locator("#text").dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    expect(page.locator("#text")).to_have_value("baoming")
    assert page.locator(".msg").count() == before
    page.locator("#text").press("Shift+Enter")
    expect(page.locator("#text")).to_have_value("baoming\n")
    page.locator("#text").fill("")


def test_quote_mention_and_picture_in_one_message(page: Page) -> None:
    page.locator("#text").fill("谁来帮忙")
    page.locator("#send").click()
    expect(page.locator(".msg .bubble").last).to_have_text("谁来帮忙")
    page.locator(".msg .bubble").last.click()
    expect(page.locator("#quoted-text")).to_contain_text("谁来帮忙")
    page.locator("#mention").click()
    page.locator('#ats-list [data-person="chen"]').click()
    page.locator("#file").set_input_files([{"name": "a.png", "mimeType": "image/png", "buffer": png()}])
    expect(page.locator("#attached")).to_be_visible()
    page.locator("#send").click()
    last = page.locator(".msg .bubble").last
    expect(last.locator(".shot")).to_have_count(1)
    expect(last.locator(".quote")).to_contain_text("谁来帮忙")
    expect(last.locator(".at")).to_contain_text("@老陈")
    expect(last.locator(".shot img")).to_be_visible()
    last.locator(".shot").click()
    expect(page.locator("#viewer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#viewer")).to_be_hidden()


def test_the_guide_puts_the_words_the_person_and_the_chat_in_place(page: Page) -> None:
    become(page, "qian")
    expect(page.locator("#title")).to_have_text("湖畔志愿者群")
    if page.locator("#strip").is_visible():
        page.locator("#strip-all").click()
    page.locator('[data-step="appoint"]').click()
    expect(page.locator("#text")).to_have_value("任命 @老陈 环境保护 队长")
    expect(page.locator("#title")).to_have_text("恋湖志愿者群")
    expect(page.locator("#as")).to_contain_text("小周")
    page.locator("#send").click()
    expect(page.locator(".msg.mine .bubble").last.locator(".at")).to_have_text("@老陈 ")
    expect(page.locator('.step.done [data-step="appoint"]')).to_have_count(1)


def test_the_line_is_cut_and_comes_back(page: Page) -> None:
    if page.locator("#strip").is_visible():
        page.locator("#chip").click()
    page.locator("#cut").click()
    expect(page.locator("#banner")).to_contain_text("掉线")
    page.locator("#banner-act").click()
    expect(page.locator("#banner")).to_be_hidden()


def test_the_clock_moves_and_every_part_of_the_page_knows(page: Page) -> None:
    before = page.locator("#clock-face").text_content()
    if page.locator("#strip").is_visible():
        page.locator("#chip").click()
    page.locator('[data-jump="day"]').click()
    expect(page.locator("#clock-busy")).to_be_hidden()
    expect(page.locator("#clock-face")).not_to_have_text(before or "")
    expect(page.locator("#toast")).to_contain_text("现在是")
