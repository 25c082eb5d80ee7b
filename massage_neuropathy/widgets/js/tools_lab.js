/* The front end of the tools in JupyterLab, loaded by anywidget. */
import { showCase } from "./case.js";
import { fill } from "./fill.js";
import { KernelHost } from "./kernel_host.js";
import { KernelShelf } from "./kernel_shelf.js";
import { view } from "./lab.js";
import { showPlanner } from "./planner.js";
import { showScreener } from "./screener.js";

const TOOLS = { case: showCase, planner: showPlanner, screener: showScreener };

function start(root, model) {
  const host = new KernelHost(model);
  fill(root, TOOLS[root.dataset.mn], host, new KernelShelf(model));
  return () => host.close();
}

/** Called by anywidget for every view of a widget. */
function render(context) {
  return view(context, start);
}

export default { render };
