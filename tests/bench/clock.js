// Runs inside a measured page before anything of the page does, so that no driver is between learner and clock.
// Answers the first question as soon as its controls have been drawn, and notes when the feedback has been. Where no
// feedback comes, its time is null.
(({ question, presses, feedback, patience_ms, answer_ms }) => {
  const SETTLED_MS = 1000;
  const PRESSED_MS = 500; // What moves this soon after a press is no unexpected shift: browsers count the same way.

  const isShown = (node) => node !== null && node.getClientRects().length > 0;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const loaded = new Promise((resolve) => addEventListener("load", resolve));

  const tasks = [];
  const shifts = [];
  const note = (type, take) => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  };
  note("longtask", ({ duration }) => tasks.push(duration));
  note("layout-shift", ({ startTime, value, hadRecentInput }) => hadRecentInput || shifts.push([startTime, value]));

  const firstPaint = new Promise((resolve) => {
    note("paint", ({ name, startTime }) => name === "first-contentful-paint" && resolve(startTime));
  });

  const controlsShown = new Promise((resolve, reject) => {
    const look = () => {
      const root = document.querySelector(question);
      const controls = root ? presses.map((selector) => root.querySelector(selector)) : [null];
      // Both conditions, since asking for the place of a control makes the browser work one out.
      if (controls.includes(null) || !controls.every(isShown)) return requestAnimationFrame(look);
      setTimeout(resolve, 0, { root, controls, shown: performance.now() }); // after this frame
    };
    requestAnimationFrame(look);
    setTimeout(() => reject(new Error(`no question within ${patience_ms} ms`)), patience_ms);
  });

  const answer = ({ root, controls }) => {
    const answered = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        if (!isShown(root.querySelector(feedback))) return;
        observer.disconnect();
        // The first callback runs before the frame with the feedback is drawn, the second after it.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
      }).observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
    });
    controls.at(-1).scrollIntoView({ block: "center", behavior: "instant" });
    for (const control of controls) control.click();
    return Promise.race([answered, pause(answer_ms).then(() => null)]);
  };

  const visit = async () => {
    const { shown, ...drawn } = await controlsShown;
    const pressed = performance.now();
    const answered = await answer(drawn);
    await loaded;
    await pause(SETTLED_MS);
    const unexpected = shifts.filter(([start]) => start < pressed || start > pressed + PRESSED_MS);
    return { first_paint: await firstPaint, shown, feedback: answered, tasks, shifts: unexpected };
  };

  window.benchClock = visit();
})
