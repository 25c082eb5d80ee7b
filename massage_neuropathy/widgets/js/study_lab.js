/* The front end in JupyterLab of what is made for one learner, loaded by anywidget. */
import { fill } from "./fill.js";
import { showFinal } from "./final.js";
import { KernelHost } from "./kernel_host.js";
import { KernelShelf } from "./kernel_shelf.js";
import { view } from "./lab.js";
import { showPractice } from "./practice.js";
import { showProgress } from "./progress.js";
import { showReview } from "./review.js";
import { showStartingCheck } from "./starting_check.js";

const STUDIES = { start: showStartingCheck, final: showFinal, practice: showPractice, progress: showProgress, review: showReview };

function start(root, model) {
  const host = new KernelHost(model);
  fill(root, STUDIES[root.dataset.mn], host, new KernelShelf(model));
  return () => host.close();
}

/** Called by anywidget for every view of a widget. */
function render(context) {
  return view(context, start);
}

export default { render };
