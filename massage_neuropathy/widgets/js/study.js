/* Which part of the course a page holds that is made for one learner. */
import { showAssessment } from "./assessment.js";
import { showProgress } from "./progress.js";
import { showReview } from "./review.js";
import { showVerify } from "./verify.js";

const SHOW = {
  start: showAssessment,
  final: showAssessment,
  practice: showAssessment,
  progress: showProgress,
  review: showReview,
  verify: showVerify,
};

/** Fill a root once the record is there. `show` is given the root, what it is ("final"), the host and the shelf. */
export function hydrateStudy(root, host, shelf) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  const kind = root.dataset.mn;
  host.ready.then(() => {
    root.querySelector(".mn-wait")?.remove();
    SHOW[kind](root, kind, host, shelf);
  });
}
