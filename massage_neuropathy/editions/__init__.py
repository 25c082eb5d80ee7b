"""The course as one PDF and as an EPUB, both made from the pages of the built book.

`contents` reads the pages in their order, `paper` turns what a page does into what paper can say, with a key
to the questions (`questions`) and to the cases (`cases`), `pdf` and `epub` write the files, and `checking`
has an independent program judge the EPUB.

Sphinx has a builder for EPUB as well. It would render every notebook a second time, and its pages would hold
the same forms, buttons and scripts, to be taken out in the same way; so both editions start from the pages
that are there already, and cannot say anything else than they do.
"""

from massage_neuropathy.editions.checking import check_epub
from massage_neuropathy.editions.epub import write_epub
from massage_neuropathy.editions.pdf import write_pdf

__all__ = ["check_epub", "write_epub", "write_pdf"]
