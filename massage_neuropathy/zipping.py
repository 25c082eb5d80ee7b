"""Files put into a zip so that the same content gives the same bytes, on every day and every system."""

from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# A zip has a date for every file, and its calendar begins in 1980. One date for all.
_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


def add_file(archive: ZipFile, path: str, content: bytes, method: int = ZIP_DEFLATED) -> None:
    """Add one file to a zip.

    Parameters
    ----------
    archive : ZipFile
        The zip, open for writing.
    path : str
        Where the file stands in it, with forward slashes.
    content : bytes
        What it holds.
    method : int
        How it is packed, as `zipfile` names it.
    """
    entry = ZipInfo(path, _DATE)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    archive.writestr(entry, content, method, 9)
