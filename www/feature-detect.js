// Looks whether this browser has what Handlens needs, and says which part is missing. A classic script in the oldest
// JavaScript there is, and before all others: a browser that lacks something may not even read those.

(function () {
  // Loaded as a worker by its own check, in a browser whose workers take no modules.
  if (typeof document === "undefined") return;

  var say = window.handlensFirst.say;

  // The smallest module with an instruction on 128-bit vectors.
  var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  // A browser that knows of module workers asks for the type of a worker first, and this answer makes it stop there.
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
      // As it should. An older Chromium refuses the address first, for want of a policy; it has module workers all the same.
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
