/* The script of pages that hold a tool: the screener, the planner, cases. They may hold all that lessons do, too. */
import { startBook } from "./book.js";
import { BookShelf } from "./shelf.js";
import { hydrateTool } from "./tools.js";

const host = startBook();
const shelf = new BookShelf();
for (const root of document.querySelectorAll(".mn-tool")) hydrateTool(root, host, shelf);
