/* Which tool a root holds. Each module below fills one; without a script the root reads as text. */
import { showCase } from "./case.js";
import { showPlanner } from "./planner.js";
import { showScreener } from "./screener.js";

const TOOLS = { case: showCase, planner: showPlanner, screener: showScreener };

/** Bring a tool to life once the record is there. It is given the root, the host and the shelf. */
export function hydrateTool(root, host, shelf) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  host.ready.then(() => TOOLS[root.dataset.mn](root, host, shelf));
}
