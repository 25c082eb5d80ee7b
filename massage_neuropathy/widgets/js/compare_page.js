/* Pages with a client to compare answers about. */
import { hydrateComparison } from "./compare.js";

for (const root of document.querySelectorAll(".mn-compare")) hydrateComparison(root);
