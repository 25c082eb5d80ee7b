// Runs inside a measured page before anything of the page does, so that no driver is between learner and clock.
// Answers the first question as soon as its controls have been drawn, and notes when the feedback has been.
(({ question, presses, feedback, patience_ms }) => {
  const isShown = (node) => node !== null && node.getClientRects().length > 0;

  const firstPaint = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
    }).observe({ type: "paint", buffered: true });
  });

  const feedbackShown = new Promise((resolve, reject) => {
    const look = () => {
      const root = document.querySelector(question);
      const controls = root ? presses.map((selector) => root.querySelector(selector)) : [null];
      // Both conditions, since asking for the place of a control makes the browser work one out.
      if (controls.includes(null) || !controls.every(isShown)) return requestAnimationFrame(look);
      setTimeout(answer, 0, root, controls); // after this frame
    };
    const answer = (root, controls) => {
      new MutationObserver((_, observer) => {
        if (!isShown(root.querySelector(feedback))) return;
        observer.disconnect();
        // The first callback runs before the frame with the feedback is drawn, the second after it.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
      }).observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
      controls.at(-1).scrollIntoView({ block: "center", behavior: "instant" });
      for (const control of controls) control.click();
    };
    requestAnimationFrame(look);
    setTimeout(() => reject(new Error(`no feedback within ${patience_ms} ms`)), patience_ms);
  });

  window.benchClock = Promise.all([firstPaint, feedbackShown]);
})
