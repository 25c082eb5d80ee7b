import { KERNEL_ANSWERS_WITHIN_MS, KERNEL_SILENT } from "./kernel_host.js";
import { openSourcesElsewhere } from "./lab.js";
import { questionNode } from "./shelf.js";

/** In JupyterLab the kernel sends what is asked for. */
export class KernelShelf {
  constructor(model) {
    this.model = model;
    this.asked = new Map();
  }

  get(name) {
    if (!this.asked.has(name)) this.asked.set(name, this.load(name));
    return this.asked.get(name);
  }

  /** What is remembered, computed by the kernel when it is asked. */
  remembered() {
    return this.load("memory");
  }

  load(name) {
    return new Promise((resolve, reject) => {
      const end = (settle) => {
        clearTimeout(timer);
        this.model.off("msg:custom", hear);
        settle();
      };
      const hear = ({ shelf, data }) => {
        if (shelf === name) end(() => resolve(data));
      };
      const timer = setTimeout(() => end(() => {
        this.asked.delete(name);
        reject(new Error(KERNEL_SILENT));
      }), 5 * KERNEL_ANSWERS_WITHIN_MS);
      this.model.on("msg:custom", hear);
      this.model.send({ shelf: name });
    });
  }

  node(entry) {
    const node = questionNode(entry);
    openSourcesElsewhere(node);
    return node;
  }

  /** Pages of the book are not there. */
  address({ link }) {
    return link;
  }
}
