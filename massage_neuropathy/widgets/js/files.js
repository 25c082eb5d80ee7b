/* Files that a learner keeps. Nothing is sent anywhere. */
import { make } from "./dom.js";

/** Hand a file over to the browser's downloads. */
export function saveAs(name, data) {
  const link = make("a", "");
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(data, null, 1)}\n`], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
