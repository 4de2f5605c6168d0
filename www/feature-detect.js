// Checks that this browser has what Handlens needs, and says which part is missing. A classic script in old JavaScript,
// run before all others: a browser that lacks something may not even parse those.

(function () {
  // The check below loads this file as a worker in browsers that do not support module workers.
  if (typeof document === "undefined") return;

  var say = window.handlensFirst.say;

  // The smallest module with a 128-bit vector instruction.
  var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  // A browser that supports module workers reads the worker's type first, and this getter stops it there.
  function takesModules() {
    var asked = false;
    var options = Object.defineProperty({}, "type", {
      get: function () {
        asked = true;
        throw new Error("asked");
      },
    });
    try {
      new Worker("./feature-detect.js", options).terminate();
    } catch (stop) {
      // The expected way out. An older Chromium refuses the address first, for want of a Trusted Types policy; it
      // supports module workers all the same.
      if (window.trustedTypes) asked = true;
    }
    return asked;
  }

  var missing = [];
  if (typeof WebAssembly !== "object") {
    missing.push("WebAssembly");
  } else if (!WebAssembly.validate(new Uint8Array(SIMD))) {
    missing.push(say("simd"));
  }
  if (typeof Worker !== "function") {
    missing.push(say("workers"));
  } else if (!takesModules()) {
    missing.push(say("moduleWorkers"));
  }
  if (!("noModule" in document.createElement("script"))) {
    missing.push(say("modules"));
  }

  window.handlensMissing = missing;
  if (missing.length === 0) return;

  var last = missing.pop();
  var list = missing.length === 0 ? last : missing.join(say("comma")) + say("and") + last;
  missing.push(last);
  document.getElementById("skeleton-text").textContent = say("lacking", { list: list });
})();
