/* Pages with explorers. */
import { hydrateExplorer } from "./explorers.js";

for (const root of document.querySelectorAll(".mn-explorer")) hydrateExplorer(root);
