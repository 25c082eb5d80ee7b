"""Firefox, driven by whichever of two drivers fits the Firefox that is there, behind the same few calls.

Playwright drives only builds of its own, which it downloads; Marionette, the driver built into every Firefox,
drives the machine's. A page of either has `goto`, `click`, `text`, `evaluate` and `reload`.
"""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marionette_driver import Wait
from marionette_driver.by import By
from marionette_driver.errors import NoSuchElementException
from marionette_driver.marionette import Marionette
from playwright.sync_api import Page

PATIENCE_S = 20


class PlaywrightPage:
    """A page of a browser that Playwright drives."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goto(self, url: str) -> None:
        """Open an address."""
        self.page.goto(url)

    def click(self, selector: str) -> None:
        """Click on the first element that fits."""
        self.page.locator(selector).first.click()

    def text(self, selector: str) -> str:
        """Return the text of the first element that fits, once it is there."""
        return self.page.locator(selector).first.inner_text(timeout=PATIENCE_S * 1000)

    def evaluate(self, expression: str) -> object:
        """Return the value of a JavaScript expression."""
        return self.page.evaluate(expression)

    def reload(self) -> None:
        """Load the page again."""
        self.page.reload()


class MarionettePage:
    """A page of a Firefox that Marionette drives."""

    def __init__(self, driver: Marionette) -> None:
        self.driver = driver

    def goto(self, url: str) -> None:
        """Open an address."""
        self.driver.navigate(url)

    def click(self, selector: str) -> None:
        """Click on the first element that fits."""
        self._find(selector).click()

    def text(self, selector: str) -> str:
        """Return the text of the first element that fits, once it is there."""
        return self._find(selector).text

    def evaluate(self, expression: str) -> object:
        """Return the value of a JavaScript expression."""
        # In the page's own scope, as Playwright does it.
        return self.driver.execute_script(f"return {expression};", sandbox=None)

    def reload(self) -> None:
        """Load the page again."""
        self.driver.refresh()

    def _find(self, selector: str):
        return Wait(self.driver, timeout=PATIENCE_S, ignored_exceptions=NoSuchElementException).until(
            lambda driver: driver.find_element(By.CSS_SELECTOR, selector)
        )


@contextmanager
def marionette(program: str) -> Iterator[MarionettePage]:
    """Start a Firefox without a window and close it afterwards."""
    logging.getLogger("mozversion").disabled = True  # It prints the build, line by line, at every start.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as logs:
        driver = Marionette(bin=program, headless=True, gecko_log=str(Path(logs) / "firefox.log"))
        try:
            driver.start_session()
            yield MarionettePage(driver)
        finally:
            driver.cleanup()
