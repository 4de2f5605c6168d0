// The page's language, and the text for the time before its program runs: while it loads, or when it cannot load. All
// other text is in locales/. A classic script in old JavaScript, because a browser that lacks something must still be
// able to run it.

(function () {
  var KEY = "handlens-language";

  var WORDS = {
    en: {
      title: "Handlens: tell your own photos apart",
      privacy: "Your photos stay on this device",
      loading: "Handlens learns to tell your own photos apart. It is loading; one moment.",
      program: "The program",
      page: "The page’s program",
      model: "The model",
      texts: "The page’s text",
      foreign:
        "{what} does not belong to this page, so it is not used. Reload the page; if that does not help, the server’s copy is damaged or was changed. ({cause})",
      unreadable: "This browser cannot run Handlens; a current Firefox, Chrome, Edge or Safari can. ({cause})",
      status: "{what} could not be loaded because the server answered with status {status}; try again later.",
      network: "{what} could not be loaded because the network failed; check the connection and reload. ({cause})",
      failed: "Handlens could not be loaded. Check the connection and reload the page.",
      lacking: "This browser cannot run Handlens: it lacks {list}. A current Firefox, Chrome, Edge or Safari can.",
      simd: "WebAssembly’s vector instructions (SIMD)",
      workers: "workers",
      moduleWorkers: "module workers",
      modules: "JavaScript modules",
      comma: ", ",
      and: " and ",
    },
    de: {
      title: "Handlens: deine eigenen Fotos unterscheiden",
      privacy: "Deine Fotos bleiben auf diesem Gerät",
      loading: "Handlens lernt, deine eigenen Fotos zu unterscheiden. Es wird geladen, einen Moment.",
      program: "Das Programm",
      page: "Das Programm der Seite",
      model: "Das Modell",
      texts: "Der Text der Seite",
      foreign:
        "{what} gehört nicht zu dieser Seite und wird deshalb nicht verwendet. Lade die Seite neu; hilft das nicht, ist die Kopie auf dem Server beschädigt oder wurde verändert. ({cause})",
      unreadable: "Dieser Browser kann Handlens nicht ausführen; ein aktueller Firefox, Chrome, Edge oder Safari kann es. ({cause})",
      status: "{what} konnte nicht geladen werden, weil der Server mit Status {status} antwortete; versuche es später noch einmal.",
      network: "{what} konnte wegen eines Netzwerkfehlers nicht geladen werden; prüfe die Verbindung und lade die Seite neu. ({cause})",
      failed: "Handlens konnte nicht geladen werden. Prüfe die Verbindung und lade die Seite neu.",
      lacking: "Dieser Browser kann Handlens nicht ausführen, denn es fehlt: {list}. Ein aktueller Firefox, Chrome, Edge oder Safari kann es.",
      simd: "Vektorbefehle in WebAssembly (SIMD)",
      workers: "Worker",
      moduleWorkers: "Modul-Worker",
      modules: "JavaScript-Module",
      comma: ", ",
      and: " und ",
    },
    fr: {
      title: "Handlens : distinguez vos propres photos",
      privacy: "Vos photos restent sur cet appareil",
      loading: "Handlens apprend à distinguer vos propres photos. Un instant, chargement en cours.",
      program: "Le programme",
      page: "Le programme de la page",
      model: "Le modèle",
      texts: "Le texte de la page",
      foreign:
        "{what} ne correspond pas à cette page et n’est donc pas utilisé. Rechargez la page ; si cela ne suffit pas, la copie du serveur est endommagée ou a été modifiée. ({cause})",
      unreadable: "Ce navigateur ne peut pas exécuter Handlens ; un Firefox, Chrome, Edge ou Safari récent le peut. ({cause})",
      status: "{what} n’a pas pu être chargé, car le serveur a répondu avec le statut {status} ; réessayez plus tard.",
      network: "{what} n’a pas pu être chargé à cause d’une erreur de réseau ; vérifiez la connexion et rechargez la page. ({cause})",
      failed: "Handlens n’a pas pu être chargé. Vérifiez la connexion et rechargez la page.",
      lacking: "Ce navigateur ne peut pas exécuter Handlens, car il lui manque : {list}. Un Firefox, Chrome, Edge ou Safari récent le peut.",
      simd: "les instructions vectorielles de WebAssembly (SIMD)",
      workers: "les workers",
      moduleWorkers: "les workers de type module",
      modules: "les modules JavaScript",
      comma: ", ",
      and: " et ",
    },
    es: {
      title: "Handlens: distingue tus propias fotos",
      privacy: "Tus fotos se quedan en este dispositivo",
      loading: "Handlens aprende a distinguir tus propias fotos. Un momento, se está cargando.",
      program: "El programa",
      page: "El programa de la página",
      model: "El modelo",
      texts: "El texto de la página",
      foreign:
        "{what} no corresponde a esta página, así que no se usa. Recarga la página; si eso no lo resuelve, la copia del servidor está dañada o fue modificada. ({cause})",
      unreadable: "Este navegador no puede ejecutar Handlens; un Firefox, Chrome, Edge o Safari actual sí puede. ({cause})",
      status: "{what} no se pudo cargar porque el servidor respondió con el estado {status}; inténtalo más tarde.",
      network: "{what} no se pudo cargar porque falló la red; comprueba la conexión y recarga. ({cause})",
      failed: "Handlens no se pudo cargar. Comprueba la conexión y recarga la página.",
      lacking: "Este navegador no puede ejecutar Handlens; le falta lo siguiente: {list}. Un Firefox, Chrome, Edge o Safari actual sí puede.",
      simd: "instrucciones vectoriales de WebAssembly (SIMD)",
      workers: "workers",
      moduleWorkers: "workers de tipo módulo",
      modules: "módulos de JavaScript",
      comma: ", ",
      and: " y ",
    },
    "zh-Hans": {
      title: "Handlens：区分你自己的照片",
      privacy: "你的照片只留在这台设备上",
      loading: "Handlens 能学会区分你自己的照片。正在加载，请稍候。",
      program: "程序",
      page: "页面程序",
      model: "模型",
      texts: "页面文字",
      foreign: "{what}与此页面不符，因此不会使用。请重新加载页面；如果仍然如此，说明服务器上的副本已损坏或被改动。（{cause}）",
      unreadable: "此浏览器无法运行 Handlens；新版 Firefox、Chrome、Edge 或 Safari 可以。（{cause}）",
      status: "{what}无法加载，因为服务器返回了状态 {status}；请稍后再试。",
      network: "{what}无法加载，因为网络出现故障；请检查连接并重新加载。（{cause}）",
      failed: "Handlens 无法加载。请检查连接并重新加载页面。",
      lacking: "此浏览器无法运行 Handlens，缺少：{list}。新版 Firefox、Chrome、Edge 或 Safari 可以。",
      simd: "WebAssembly 向量指令（SIMD）",
      workers: "Worker",
      moduleWorkers: "模块 Worker",
      modules: "JavaScript 模块",
      comma: "、",
      and: "和",
    },
  };

  function spoken(tag) {
    return Object.prototype.hasOwnProperty.call(WORDS, tag);
  }

  // The language chosen earlier, or else the first of the browser's languages that the page has.
  function choose() {
    try {
      var chosen = localStorage.getItem(KEY);
      if (chosen && spoken(chosen)) return chosen;
    } catch (refused) {
      // The browser refuses its storage, so nothing counts as chosen.
    }
    var wanted = navigator.languages || [navigator.language || "en"];
    for (var index = 0; index < wanted.length; index += 1) {
      var tag = String(wanted[index]);
      var language = tag.split("-")[0].toLowerCase();
      // Readers of traditional characters may prefer their next language to simplified characters.
      if (language === "zh" && (/-hans\b/i.test(tag) || !/-(hant|tw|hk|mo)\b/i.test(tag))) return "zh-Hans";
      if (language !== "zh" && spoken(language)) return language;
    }
    return "en";
  }

  var tag = choose();

  window.handlensFirst = {
    tag: tag,
    // A sentence, with values substituted for `{name}` placeholders.
    say: function (key, values) {
      return WORDS[tag][key].replace(/\{(\w+)\}/g, function (_, name) {
        return values[name];
      });
    },
    // Switches to this language and remembers it for the next start.
    keep: function (chosen) {
      tag = chosen;
      window.handlensFirst.tag = chosen;
      document.documentElement.lang = chosen;
      document.title = WORDS[chosen].title;
      try {
        localStorage.setItem(KEY, chosen);
      } catch (refused) {
        // The choice then lasts until the page is closed.
      }
    },
  };

  // A script that does not load, or fails its integrity check, cannot report it itself.
  window.addEventListener(
    "error",
    function (event) {
      var text = document.getElementById("skeleton-text");
      if (event.target instanceof HTMLScriptElement && text) text.textContent = WORDS[tag].failed;
    },
    true,
  );

  document.documentElement.lang = tag;
  document.title = WORDS[tag].title;
  document.getElementById("skeleton-text").textContent = WORDS[tag].loading;
  document.getElementById("skeleton-privacy").textContent = WORDS[tag].privacy;
})();
