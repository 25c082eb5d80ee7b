/* The front end of the tools in JupyterLab, loaded by anywidget. */
import { KernelHost } from "./kernel_host.js";
import { KernelShelf } from "./kernel_shelf.js";
import { view } from "./lab.js";
import { hydrateTool } from "./tools.js";

function start(root, model) {
  const host = new KernelHost(model);
  hydrateTool(root, host, new KernelShelf(model));
  return () => host.close();
}

/** Called by anywidget for every view of a widget. */
function render(context) {
  return view(context, start);
}

export default { render };
