// Runs one file of tests in the page that tests/js/test_javascript.py made, and leaves what became of each in
// window.outcomes: {title: what went wrong, or ""}.

class Collector {
  constructor(runner) {
    const outcomes = {};
    runner.on("pass", (test) => { outcomes[test.title] ??= ""; });
    runner.on("pending", (test) => { outcomes[test.title] = "was skipped"; });
    // A test may fail twice, and a hook fails for the test it belongs to.
    runner.on("fail", (test, error) => {
      const title = test.ctx?.currentTest?.title ?? test.title;
      outcomes[title] = [outcomes[title], error.stack ?? String(error)].filter(Boolean).join("\n");
    });
    runner.on("end", () => { window.outcomes = outcomes; });
  }
}

mocha.setup({ ui: "bdd", reporter: Collector, timeout: 8000, checkLeaks: false });
afterEach(() => { localStorage.clear(); });
await import(new URLSearchParams(location.search).get("file"));
mocha.run();
