"""The record of a page of the book, as its browser keeps it: to look into, and to fill."""

import json

from massage_neuropathy.record import Event

# A page is ready once its script knows what is kept.
READY = 'performance.getEntriesByName("course:record").length > 0'
# Faults of a browser's storage: scripts for a page, before its own.
BLOCKED = """
    for (const name of ["indexedDB", "localStorage"]) {
        Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
    }
"""
FULL = """
    window.whole = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
        // Next to nothing can still be written, as on a real disk.
        if (JSON.stringify(value).length > 30) throw new DOMException("full", "QuotaExceededError");
        return window.whole.call(this, value, key);
    };
"""
MEND = "IDBObjectStore.prototype.put = window.whole;"
# The connections of a page to its database, so that `close_database` finds them.
KEEP_CONNECTIONS = """
    window.connections = [];
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
        const request = open.apply(this, given);
        request.addEventListener("success", () => window.connections.push(request.result));
        return request;
    };
"""
NEVER_AGAIN = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError'); };"
_OPEN = """
    const get = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    // Opening a database that is not there would make one.
    const there = (await indexedDB.databases()).some(({ name }) => name === "massage-neuropathy");
    const db = there ? await get(indexedDB.open("massage-neuropathy")) : null;
"""


def wait_until_ready(page):
    """Wait until the page's script knows what is kept.

    Not by `wait_for_function`: between its looks it evaluates text, which the policy of the pages forbids.
    """
    for _ in range(500):
        if page.evaluate(READY):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{page.url} does not get to know its record")


def close_database(page, *, said=True):
    """Close the database of a page that has `KEEP_CONNECTIONS`, as a browser does, which may say so late."""
    page.evaluate(
        """(said) => {
            for (const db of window.connections) {
                db.close();
                if (said) db.dispatchEvent(new Event("close"));
            }
            window.connections = [];
        }""",
        said,
    )


def in_store(page, work, *given):
    """Run JavaScript on a page with its database `db` (or null), `get` for requests, and what is given."""
    wait_until_ready(page)
    program = f"async (given) => {{ {_OPEN} try {{ {work} }} finally {{ db?.close(); }} }}"
    return page.evaluate(program, json.loads(json.dumps(given)))


def stored(page, store="events"):
    """Return what is in a store of the page's database."""
    return in_store(
        page, "return db ? get(db.transaction(given[0]).objectStore(given[0]).getAll()) : [];", store
    )


def all_events(page):
    """Return the events that the page's browser keeps, oldest first."""
    return sorted(stored(page), key=lambda event: (event["at"], event["id"]))


def events(page):
    """Return the events that the page's browser keeps, oldest first, without visits: reading makes those."""
    return [event for event in all_events(page) if event["kind"] != "visit"]


def put(page, store, value, key):
    """Put something into a store of the page's database, whatever it is."""
    work = """
        const tx = db.transaction(given[0], "readwrite");
        tx.objectStore(given[0]).put(given[1], given[2]);
        return new Promise((resolve) => { tx.oncomplete = () => resolve(null); });
    """
    in_store(page, work, store, value, key)


def seed_record(page, events):
    """Let the browser keep some events, `Event` or dict, and load the page again."""
    events = [event.model_dump(mode="json") if isinstance(event, Event) else event for event in events]
    work = """
        const tx = db.transaction(["events", "recent"], "readwrite");
        for (const name of ["events", "recent"]) {
          for (const event of given[0]) tx.objectStore(name).put(event, event.id);
        }
        return new Promise((resolve, reject) => {
          tx.oncomplete = () => resolve(null);
          tx.onabort = () => reject(tx.error);
        });
    """
    in_store(page, work, events)
    page.reload()
    wait_until_ready(page)
