/* Pages with a register of claims. */
import { hydrateRegister } from "./register.js";

for (const root of document.querySelectorAll(".mn-register")) hydrateRegister(root);
