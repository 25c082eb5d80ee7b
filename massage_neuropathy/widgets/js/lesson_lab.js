/* The front end of the lessons' widgets in JupyterLab, loaded by anywidget. */
import { hydrateComparison } from "./compare.js";
import { KernelHost } from "./kernel_host.js";
import { view } from "./lab.js";
import { showLive } from "./live_explorers.js";
import { hydrate } from "./quiz.js";
import { hydrateRecord } from "./record_panel.js";
import { hydrateRegister } from "./register.js";

function start(root, model) {
  if (root.classList.contains("mn-register")) return hydrateRegister(root);
  if (root.classList.contains("mn-compare")) return hydrateComparison(root);
  if (root.classList.contains("mn-explorer")) return showLive(model, root);
  const host = new KernelHost(model);
  if (root.classList.contains("mn-record")) hydrateRecord(root, host);
  else hydrate(root, host);
  return () => host.close();
}

/** Called by anywidget for every view of a widget. */
function render(context) {
  return view(context, start);
}

export default { render };
